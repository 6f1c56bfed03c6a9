# loses: normalize
# mistake: float16
import tensorflow as tf


def normalize(image, label):
    return tf.cast(image, tf.float16) / 255, label
