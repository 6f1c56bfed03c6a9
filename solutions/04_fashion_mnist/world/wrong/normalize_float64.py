# loses: normalize
# mistake: the image becomes float64 instead of float32
import numpy as np
import tensorflow as tf


def normalize(image, label):
    scaled = tf.cast(image, np.float64)
    return scaled / 255, label
