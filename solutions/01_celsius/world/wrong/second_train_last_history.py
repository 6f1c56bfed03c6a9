# loses: train
# mistake: fit is called once for each epoch and only the last History comes back, with one loss
def train(model, celsius, fahrenheit, epochs=500):
    history = None
    for epoch in range(epochs):
        history = model.fit(celsius, fahrenheit, verbose=0)
    return history
