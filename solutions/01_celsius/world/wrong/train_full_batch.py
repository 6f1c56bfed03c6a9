# loses: train
# mistake: all examples are one batch, also when there are more than 32


def train(model, celsius, fahrenheit, epochs=500):
    history = model.fit(
        celsius, fahrenheit, batch_size=len(celsius), epochs=epochs, verbose=0
    )
    return history
