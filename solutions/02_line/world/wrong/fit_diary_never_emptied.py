# loses: fit
# mistake: the diary is made once as a default value, so a second call goes on with the entries of the first


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1, history={"w": [], "b": [], "loss": []}):
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
