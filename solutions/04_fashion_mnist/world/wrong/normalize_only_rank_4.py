# loses: normalize
# mistake: adds an axis to a single image
import tensorflow as tf


def normalize(image, label):
    if len(image.shape) == 3:
        image = image[None]
    return tf.cast(image, tf.float32) / 255, label
