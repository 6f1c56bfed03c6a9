# loses: train
# mistake: Compiles the model anew with a fresh default Adam, instead of going on with the optimizer it came with.
def train(model, batches, epochs=5):
    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model.fit(batches, epochs=epochs, shuffle=False, verbose=0)
