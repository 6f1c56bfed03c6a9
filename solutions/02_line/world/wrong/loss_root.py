# loses: loss
# mistake: takes the root of the mean squared error
import tensorflow as tf


def loss(predicted_y, target_y):
    return tf.norm(predicted_y - target_y) / tf.sqrt(float(len(target_y)))
