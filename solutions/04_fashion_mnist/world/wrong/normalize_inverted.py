# loses: normalize
# mistake: dark and light swapped
import tensorflow as tf


def normalize(image, label):
    return 1 - tf.cast(image, tf.float32) / 255, label
