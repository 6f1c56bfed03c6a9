# loses: fit
# mistake: adds fresh noise to the measured outputs in every epoch
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    ws, bs, losses = [], [], []
    for _ in range(epochs):
        noisy = add_noise(outputs)
        loss, dw, db = gradients(model, inputs, noisy)
        ws.append(float(model.w))
        bs.append(float(model.b))
        losses.append(float(loss))
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return {"w": ws, "b": bs, "loss": losses}
