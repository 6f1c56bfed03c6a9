# loses: train
# mistake: Fits one epoch at a time and returns the history of the last one only.
def train(model, batches, epochs=5):
    history = None
    for epoch in range(epochs):
        print("epoch", epoch + 1)
        history = model.fit(batches, epochs=1, shuffle=False, verbose=0)
    return history
