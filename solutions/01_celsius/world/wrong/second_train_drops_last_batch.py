# loses: train
# mistake: the examples that do not fill a batch of 32 are left out when there are more than 32
def train(model, celsius, fahrenheit, epochs=500):
    # whole batches only
    n = len(celsius) // 32 * 32 or len(celsius)
    return model.fit(celsius[:n], fahrenheit[:n], epochs=epochs, verbose=0)
