# loses: fit
# mistake: the default dictionary is made once, so a second call goes on writing in the lists of the first


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1, history={"w": [], "b": [], "loss": []}):
    for epoch in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
