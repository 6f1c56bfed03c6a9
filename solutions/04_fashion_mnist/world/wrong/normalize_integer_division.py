# loses: normalize
# mistake: divides with // so that all pixels but 255 become 0
import tensorflow as tf


def normalize(image, label):
    image = image // 255
    return tf.cast(image, tf.float32), label
