# loses: fit
# mistake: `epochs or 15` makes 15 epochs of 0

DEFAULT_EPOCHS = 15


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    epochs = epochs or DEFAULT_EPOCHS
    rows = []
    for _ in range(epochs):
        w, b = float(model.w), float(model.b)
        rows.append((w, b, float(train_step(model, inputs, outputs, learning_rate))))
    return {
        "w": [row[0] for row in rows],
        "b": [row[1] for row in rows],
        "loss": [row[2] for row in rows],
    }
