# loses: train
# mistake: shuffles the batches anew, so they come in another order
def train(model, batches, epochs=5):
    return model.fit(batches.shuffle(100), epochs=epochs, verbose=0)
