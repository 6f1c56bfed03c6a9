# loses: fit
# mistake: records the variables themselves, so all entries show the last value


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    w, b, losses = [], [], []
    for _ in range(epochs):
        w.append(model.w)
        b.append(model.b)
        losses.append(float(train_step(model, inputs, outputs, learning_rate)))
    return {"w": w, "b": b, "loss": losses}
