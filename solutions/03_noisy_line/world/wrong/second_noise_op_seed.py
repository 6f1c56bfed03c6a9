# loses: noise
# mistake: the op seed of tf.random.normal gives other numbers in the second call with the same seed
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    noise = tf.random.normal(tf.shape(outputs), mean=0.0, stddev=stddev, dtype=outputs.dtype, seed=seed)
    return outputs + noise
