# loses: fit
# mistake: the lists live outside of the function, so a second call returns the epochs of the first, too
history = {"w": [], "b": [], "loss": []}


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    for epoch in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss))
        model.w.assign(model.w - learning_rate * dw)
        model.b.assign(model.b - learning_rate * db)
    return history
