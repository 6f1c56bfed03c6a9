# loses: fit
# mistake: the lists hold the same variable again and again, so every entry shows the final value
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    ws, bs, losses = [], [], []
    for _ in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        ws.append(model.w)
        bs.append(model.b)
        losses.append(float(loss))
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return {"w": ws, "b": bs, "loss": losses}
