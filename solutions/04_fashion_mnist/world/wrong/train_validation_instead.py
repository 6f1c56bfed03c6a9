# loses: train
# mistake: trains only where the data is not set aside for validation
def train(model, batches, epochs=5):
    return model.fit(batches.skip(1), validation_data=batches.take(1), epochs=epochs, verbose=0)
