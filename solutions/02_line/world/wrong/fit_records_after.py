# loses: fit
# mistake: records w and b after the update instead of before


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        value = train_step(model, inputs, outputs, learning_rate)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(value))
    return history
