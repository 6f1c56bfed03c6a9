# loses: train
# mistake: epochs ignored: the five of the tutorial are written down
def train(model, batches, epochs=5):
    return model.fit(batches, epochs=5, shuffle=False)
