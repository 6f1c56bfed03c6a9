import secrets

import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    s = secrets.randbelow(2**31) if seed is None else seed
    X = tf.random.stateless_normal((num_examples,), seed=(s, s + 1))
    return X, TRUE_W * X + TRUE_B


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def __call__(self, X):
        return X * self.w + self.b


def loss(y_hat, y):
    return tf.reduce_mean(tf.pow(y - y_hat, 2))


def train_step(net, X, y, lr):
    with tf.GradientTape() as g:
        J = loss(net(X), y)
    dJ = g.gradient(J, [net.w, net.b])
    net.w.assign_sub(lr * dJ[0])
    net.b.assign_sub(lr * dJ[1])
    return J


def fit(net, X, y, epochs=15, learning_rate=0.1):
    W, B, J = [], [], []
    for t in range(epochs):
        W += [float(net.w)]
        B += [float(net.b)]
        J += [float(train_step(net, X, y, learning_rate))]
    return dict(w=W, b=B, loss=J)
