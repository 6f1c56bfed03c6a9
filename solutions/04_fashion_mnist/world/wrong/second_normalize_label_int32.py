# loses: normalize
# mistake: The label is cast to int32 instead of being handed on as it came.
import tensorflow as tf


def normalize(image, label):
    image = tf.cast(image, tf.float32) / 255.0
    label = tf.cast(label, tf.int32)
    return image, label
