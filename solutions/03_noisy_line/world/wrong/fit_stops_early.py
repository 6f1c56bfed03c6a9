# loses: fit
# mistake: stops as soon as the loss falls by less than 0.001, so it makes fewer steps than asked for
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    w_list, b_list, loss_list = [], [], []
    for epoch in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        w_list.append(float(model.w))
        b_list.append(float(model.b))
        loss_list.append(float(loss))
        # converged?
        if epoch > 0 and abs(loss_list[-2] - loss_list[-1]) < 1e-3:
            break
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return {"w": w_list, "b": b_list, "loss": loss_list}
