# loses: data
# mistake: gives only the operation's seed to tf.random.normal, which goes on with its stream: a second call with the same seed gives other data
import tensorflow as tf


def make_data(num_examples=1000, seed=None):
    inputs = tf.random.normal([num_examples], mean=0.0, stddev=1.0, dtype=tf.float32, seed=seed)
    outputs = TRUE_W * inputs + TRUE_B
    return inputs, outputs
