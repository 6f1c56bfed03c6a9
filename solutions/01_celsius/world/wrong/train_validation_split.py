# loses: train
# mistake: a fifth of the examples is held back for validation and not trained on


def train(model, celsius, fahrenheit, epochs=500):
    return model.fit(celsius, fahrenheit, epochs=epochs, validation_split=0.2, verbose=0)
