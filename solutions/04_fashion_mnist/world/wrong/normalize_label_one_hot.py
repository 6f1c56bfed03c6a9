# loses: normalize
# mistake: turns the label into a one-hot row instead of handing it on as it came
import tensorflow as tf


def normalize(image, label):
    image = tf.cast(image, tf.float32) / 255.0
    label = tf.one_hot(label, depth=10)
    return image, label
