import os
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


# randn(n, 1) with a stateless seed
def make_data(num_examples=1000, seed=None):
    if seed is None:
        s = [int.from_bytes(os.urandom(7), "little"), int.from_bytes(os.urandom(7), "little")]
    else:
        s = [seed, 2026]
    X = tf.random.stateless_normal([num_examples], seed=tf.constant(s, dtype=tf.int64))
    Y = TRUE_W * X + TRUE_B
    return X, Y


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def __call__(self, X):
        return X * self.w + self.b


def loss(Yhat, Y):
    E = Yhat - Y
    # E' * E / n
    return tf.tensordot(E, E, axes=1) / tf.cast(tf.size(E), tf.float32)


def train_step(m, X, Y, eta):
    theta = (m.w, m.b)
    with tf.GradientTape() as tape:
        J = loss(m(X), Y)
    g = tape.gradient(J, theta)
    for k in range(2):
        theta[k].assign(theta[k] - eta * g[k])
    return J


def fit(m, X, Y, epochs=15, learning_rate=0.1):
    H = []
    for k in range(epochs):
        # one row per epoch: w, b, J
        wk = float(m.w)
        bk = float(m.b)
        Jk = float(train_step(m, X, Y, learning_rate))
        H.append([wk, bk, Jk])
    return {name: [row[c] for row in H] for c, name in enumerate(["w", "b", "loss"])}
