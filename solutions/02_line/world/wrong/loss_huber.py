# loses: loss
# mistake: twice the Huber loss, equal to the mean squared error only for differences up to 1
import tensorflow as tf

_huber = tf.keras.losses.Huber(delta=1.0)


def loss(predicted_y, target_y):
    # squared error, robust against outliers
    return 2.0 * _huber(target_y, predicted_y)
