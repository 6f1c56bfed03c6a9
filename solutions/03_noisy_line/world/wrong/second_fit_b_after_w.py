# loses: fit
# mistake: the gradient for b is measured after w has already moved
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(gradients(model, inputs, outputs)[0]))
        model.w.assign_sub(learning_rate * gradients(model, inputs, outputs)[1])
        model.b.assign_sub(learning_rate * gradients(model, inputs, outputs)[2])
    return history
