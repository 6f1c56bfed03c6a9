# loses: normalize
# mistake: divides by the largest pixel of the image or batch instead of 255
import tensorflow as tf


def normalize(image, label):
    image = tf.cast(image, tf.float32)
    return image / tf.reduce_max(image), label
