# loses: train
# mistake: fit is called once an epoch and only the last History, with one loss, is returned


def train(model, celsius, fahrenheit, epochs=500):
    history = None
    for epoch in range(epochs):
        history = model.fit(celsius, fahrenheit, epochs=1, verbose=0)
    return history
