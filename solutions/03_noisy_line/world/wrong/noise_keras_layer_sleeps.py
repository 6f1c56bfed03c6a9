# loses: noise
# mistake: calls the GaussianNoise layer without training=True, so no noise is added at all
import tensorflow as tf
from tensorflow.keras.layers import GaussianNoise


def add_noise(outputs, stddev=1.0, seed=None):
    layer = GaussianNoise(1.0, seed=seed)
    noise = stddev * layer(tf.zeros_like(outputs))
    return outputs + tf.cast(noise, outputs.dtype)
