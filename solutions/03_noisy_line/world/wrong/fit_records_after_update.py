# loses: fit
# mistake: records w and b after the update of the epoch (the loss before it)
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss))
    return history
