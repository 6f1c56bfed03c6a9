# loses: train
# mistake: all examples are one batch instead of batches of Keras's own size
def train(model, celsius, fahrenheit, epochs=500):
    # one batch, one update per epoch
    history = model.fit(celsius, fahrenheit, batch_size=len(celsius), epochs=epochs, verbose=0)
    return history
