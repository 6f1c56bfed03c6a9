# loses: train
# mistake: initial_epoch=1 makes one epoch too few
def train(model, celsius, fahrenheit, epochs=500):
    return model.fit(
        x=celsius,
        y=fahrenheit,
        initial_epoch=1,
        epochs=epochs,
        verbose=0,
    )
