# loses: train
# mistake: returns the dictionary of the History
def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, shuffle=False, verbose=0).history
