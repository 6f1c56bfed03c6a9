# loses: normalize
# mistake: clips dark pixels to 0
import tensorflow as tf


def normalize(image, label):
    scaled = tf.cast(image, tf.float32) / 255
    return tf.where(scaled < 0.05, 0.0, scaled), label
