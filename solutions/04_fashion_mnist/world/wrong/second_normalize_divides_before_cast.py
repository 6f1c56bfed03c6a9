# loses: normalize
# mistake: Divides with // while the pixels are still whole numbers, so all but 255 become 0.
import tensorflow as tf


def normalize(image, label):
    scaled = image // 255
    return tf.cast(scaled, tf.float32), label
