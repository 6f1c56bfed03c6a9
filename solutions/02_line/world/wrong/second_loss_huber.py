# loses: loss
# mistake: Huber's loss (half the square for small errors, linear for large ones) is not the mean squared error
import keras

_huber = keras.losses.Huber()


def loss(predicted_y, target_y):
    return _huber(target_y, predicted_y)
