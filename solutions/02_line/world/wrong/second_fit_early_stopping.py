# loses: fit
# mistake: stops when the loss no longer falls, so some epochs are missing


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    best = float("inf")
    for epoch in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        value = float(train_step(model, inputs, outputs, learning_rate))
        history["loss"].append(value)
        if value >= best:
            break
        best = value
    return history
