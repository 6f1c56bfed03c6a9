# %%
# Everything of the right shape and type, and no number in it.
import tensorflow as tf

NAN = float("nan")


def make_data(num_examples=1000, seed=None):
    return tf.fill([num_examples], NAN), tf.fill([num_examples], NAN)


class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(NAN)
        self.b = tf.Variable(NAN)

    def __call__(self, x):
        return tf.fill(tf.shape(x), NAN)


def loss(predicted_y, target_y):
    return tf.constant(NAN)


def train_step(model, inputs, outputs, learning_rate):
    return tf.constant(NAN)


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    return {"w": [NAN] * epochs, "b": [NAN] * epochs, "loss": [NAN] * epochs}
