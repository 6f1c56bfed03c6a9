# loses: fit
# mistake: appends the variables themselves, so all entries of w and b show the values at the end


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        history["w"].append(model.w)
        history["b"].append(model.b)
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
