# loses: train
# mistake: fits one epoch at a time and returns only the last epoch's History
def train(model, batches, epochs=5):
    for epoch in range(epochs):
        print("epoch", epoch + 1)
        history = model.fit(batches, shuffle=False, verbose=0)
    return history
