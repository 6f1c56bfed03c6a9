# loses: noise
# mistake: gives the seed only to tf.random.normal, whose stream goes on from call to call: the same seed gives other noise the second time
import tensorflow as tf


def add_noise(outputs, stddev=1.0, seed=None):
    noise = tf.random.normal(tf.shape(outputs), mean=0.0, stddev=stddev, seed=seed)
    noise = tf.cast(noise, outputs.dtype)
    return outputs + noise
