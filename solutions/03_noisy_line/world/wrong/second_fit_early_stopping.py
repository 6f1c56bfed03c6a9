# loses: fit
# mistake: stops as soon as the loss no longer falls instead of making all epochs
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        loss = float(loss)
        if history["loss"] and loss >= history["loss"][-1]:
            break
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(loss)
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return history
