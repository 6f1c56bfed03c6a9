import numpy as np
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    rng = np.random.default_rng(seed)
    noise = rng.normal(0.0, stddev, size=outputs.shape)
    return outputs + tf.cast(noise, outputs.dtype)


def gradients(model, inputs, outputs):
    x, y = np.asarray(inputs), np.asarray(outputs)
    e = model.w.numpy() * x + model.b.numpy() - y
    return np.mean(e**2), 2 * np.mean(e * x), 2 * np.mean(e)


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    rows = np.zeros((epochs, 3))
    for i in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        rows[i] = model.w.numpy(), model.b.numpy(), loss
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return {"w": rows[:, 0].tolist(), "b": rows[:, 1].tolist(), "loss": rows[:, 2].tolist()}


def least_squares(inputs, outputs):
    x, y = np.asarray(inputs, np.float64), np.asarray(outputs, np.float64)
    w, b = np.polyfit(x - x.mean(), y, 1)
    return float(w), float(b - w * x.mean())


def best_possible_loss(inputs, outputs):
    x, y = np.asarray(inputs, np.float64), np.asarray(outputs, np.float64)
    w, b = least_squares(x, y)
    # residuals of least squares have mean 0, so the variance IS the mse
    return float(np.var(y - np.polyval([w, b], x)))
