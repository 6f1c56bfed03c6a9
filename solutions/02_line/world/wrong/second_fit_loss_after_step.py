# loses: fit
# mistake: the recorded loss is the one after the epoch's update, while w and b are those before it
# (from the "Basic training loops" guide)


def fit(model, x, y, epochs=15, learning_rate=0.1):
    weights = []
    biases = []
    losses = []
    for epoch in range(epochs):
        weights.append(model.w.numpy())
        biases.append(model.b.numpy())
        train_step(model, x, y, learning_rate=learning_rate)
        current_loss = loss(model(x), y)
        losses.append(current_loss.numpy())
        print(f"Epoch {epoch:2d}: loss={current_loss:2.5f}")
    return {"w": weights, "b": biases, "loss": losses}
