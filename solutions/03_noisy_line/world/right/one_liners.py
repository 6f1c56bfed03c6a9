import numpy as np, tensorflow as tf

add_noise = lambda outputs, stddev=1.0, seed=None: outputs + tf.cast(np.random.default_rng(seed).normal(scale=stddev, size=outputs.shape), outputs.dtype)

gradients = lambda m, x, y: (lambda e: (tf.reduce_mean(e**2), 2 * tf.reduce_mean(e * x), 2 * tf.reduce_mean(e)))(m(x) - y)

def _step(m, x, y, lr):
    w, b, (l, dw, db) = float(m.w), float(m.b), gradients(m, x, y)
    return m.w.assign_sub(lr * dw), m.b.assign_sub(lr * db), (w, b, float(l))

def fit(m, x, y, epochs=10, learning_rate=0.1):
    rows = [_step(m, x, y, learning_rate)[2] for _ in range(epochs)]
    return {k: [r[i] for r in rows] for i, k in enumerate(["w", "b", "loss"])}

least_squares = lambda x, y: (lambda p: tuple(map(float, p.convert().coef[::-1])))(np.polynomial.Polynomial.fit(np.float64(x), np.float64(y), 1))

best_possible_loss = lambda x, y: (lambda w, b: float(np.mean((w * np.float64(x) + b - np.float64(y)) ** 2)))(*least_squares(x, y))
