# loses: fit
# mistake: appends the variables themselves, so at the end every entry of w and b is the last value
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    ws, bs, losses = [], [], []
    for _ in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        ws.append(model.w)
        bs.append(model.b)
        losses.append(loss)
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return {
        "w": [float(w) for w in ws],
        "b": [float(b) for b in bs],
        "loss": [float(l) for l in losses],
    }
