# loses: fit
# mistake: always trains with 0.1, the learning_rate is ignored


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    ws, bs, ls = [], [], []
    for epoch in range(epochs):
        ws.append(float(model.w))
        bs.append(float(model.b))
        ls.append(float(train_step(model, inputs, outputs, 0.1)))
    return {"w": ws, "b": bs, "loss": ls}
