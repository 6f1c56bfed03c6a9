# loses: train
# mistake: sees every batch twice an epoch
def train(model, batches, epochs=5):
    return model.fit(batches.repeat(2), epochs=epochs, verbose=0)
