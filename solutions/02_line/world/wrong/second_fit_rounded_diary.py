# loses: fit
# mistake: rounds what it records to two decimals


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    w_list, b_list, loss_list = [], [], []
    for i in range(epochs):
        w_list.append(round(float(model.w), 2))
        b_list.append(round(float(model.b), 2))
        l = train_step(model, inputs, outputs, learning_rate)
        loss_list.append(round(float(l), 2))
    return {"w": w_list, "b": b_list, "loss": loss_list}
