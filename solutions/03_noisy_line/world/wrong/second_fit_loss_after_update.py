# loses: fit
# mistake: w and b are recorded before the update, but the loss after it
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    ws, bs, losses = [], [], []
    for _ in range(epochs):
        ws.append(float(model.w))
        bs.append(float(model.b))
        _, dw, db = gradients(model, inputs, outputs)
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
        losses.append(float(gradients(model, inputs, outputs)[0]))
    return {"w": ws, "b": bs, "loss": losses}
