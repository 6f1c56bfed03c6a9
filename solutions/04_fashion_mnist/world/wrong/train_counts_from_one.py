# loses: train
# mistake: starts counting at initial_epoch=1, so it trains one epoch too few
def train(model, batches, epochs=5):
    history = model.fit(
        batches,
        initial_epoch=1,
        epochs=epochs,
        shuffle=False,
    )
    return history
