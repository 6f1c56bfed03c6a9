# loses: data
# mistake: sets TensorFlow's global seed, so calls without a seed that follow a seeded call are not fresh any more
import tensorflow as tf


def make_data(num_examples=1000, seed=None):
    # make the results reproducible
    if seed is not None:
        tf.random.set_seed(seed)
    x = tf.random.normal(shape=[num_examples])
    y = x * TRUE_W + TRUE_B
    return x, y
