# loses: fit
# mistake: the history is global and keeps the epochs of earlier calls
history_so_far = {"w": [], "b": [], "loss": []}


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    for epoch in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        history_so_far["w"].append(float(model.w))
        history_so_far["b"].append(float(model.b))
        history_so_far["loss"].append(float(loss))
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return {key: list(values) for key, values in history_so_far.items()}
