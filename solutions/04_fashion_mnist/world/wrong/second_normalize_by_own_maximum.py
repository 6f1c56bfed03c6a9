# loses: normalize
# mistake: Divides by the image's (or batch's) own largest pixel instead of by 255.
import tensorflow as tf


def normalize(image, label):
    image = tf.cast(image, tf.float32)
    image = image / tf.maximum(tf.reduce_max(image), 1.0)
    return image, label
