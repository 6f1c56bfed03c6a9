# loses: data
# mistake: gives only the operation seed to tf.random.normal, so the second call with the same seed gives other data
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


def make_data(num_examples=1000, seed=None):
    x = tf.random.normal((num_examples,), mean=0.0, stddev=1.0, seed=seed)
    y = TRUE_W * x + TRUE_B
    return x, y
