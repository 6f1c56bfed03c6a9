# loses: floor
# mistake: returns the loss of the true line 3x + 2, not of the best one
import tensorflow as tf

TRUE_W, TRUE_B = 3.0, 2.0


def best_possible_loss(inputs, outputs):
    noise = outputs - (TRUE_W * inputs + TRUE_B)
    return float(tf.reduce_mean(tf.square(noise)))
