import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


class Model:
    """The line y = w · x + b, with two numbers that can be trained."""

    def __init__(self, w=5.0, b=0.0):
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def __call__(self, x):
        return self.w * x + self.b


# first try, forgot the seed
def add_noise(outputs, stddev=1.0, seed=None):
    return outputs + tf.random.normal(outputs.shape, stddev=stddev)


# second try
def add_noise(outputs, stddev=1.0, seed=None):
    rng = np.random.default_rng(seed)
    noise = rng.normal(0, stddev, outputs.shape)
    return outputs + tf.cast(noise, outputs.dtype)


xs = tf.random.normal([20])
ys = add_noise(TRUE_W * xs + TRUE_B, seed=1)
print(ys[:3])


def gradients(model, inputs, outputs):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(inputs) - outputs))
    return [loss] + tape.gradient(loss, [model.w, model.b])


print(gradients(Model(), xs, ys))


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    w, b, losses = (), (), ()
    for epoch in range(epochs):
        loss, dw, db = gradients(model, inputs, outputs)
        w += (model.w.numpy(),)
        b += (tf.identity(model.b),)
        losses += (loss,)
        model.w.assign_sub(learning_rate * dw)
        model.b.assign_sub(learning_rate * db)
    return {"w": w, "b": np.array(b), "loss": losses}


m = Model()
h = fit(m, xs, ys, epochs=3)
# print(h)


def least_squares(inputs, outputs):
    x = tf.cast(inputs, tf.float64)
    y = tf.cast(outputs, tf.float64)
    x = x - tf.reduce_mean(x)
    w = tf.reduce_mean(x * (y - tf.reduce_mean(y))) / tf.reduce_mean(x**2)
    b = tf.reduce_mean(y) - w * tf.reduce_mean(tf.cast(inputs, tf.float64))
    return w, b.numpy()


least_squares(xs, ys)


def best_possible_loss(inputs, outputs):
    w, b = least_squares(inputs, outputs)
    loss, _, _ = gradients(Model(float(w), b), inputs, outputs)
    return loss


best_possible_loss(xs, ys)
