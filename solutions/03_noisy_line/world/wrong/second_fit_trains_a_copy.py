# loses: fit
# mistake: a copy is trained, the model that was given stays where it was
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    m = Model(float(model.w), float(model.b))
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        loss, dw, db = gradients(m, inputs, outputs)
        history["w"].append(float(m.w))
        history["b"].append(float(m.b))
        history["loss"].append(float(loss))
        m.w.assign_sub(learning_rate * dw)
        m.b.assign_sub(learning_rate * db)
    return history
