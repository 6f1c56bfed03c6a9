# loses: normalize
# mistake: label cast to int32
import tensorflow as tf


def normalize(image, label):
    return tf.cast(image, tf.float32) / 255, tf.cast(label, tf.int32)
