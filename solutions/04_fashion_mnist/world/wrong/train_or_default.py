# loses: train
# mistake: epochs=1 falls through to five
def train(model, batches, epochs=5):
    if epochs <= 1:
        epochs = 5
    return model.fit(batches, epochs=epochs, shuffle=False, verbose=0)
