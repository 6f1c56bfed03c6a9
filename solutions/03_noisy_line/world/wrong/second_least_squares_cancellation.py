# loses: least_squares
# mistake: the uncentred school formula in float32 loses its digits for inputs far from 0
import tensorflow as tf


def least_squares(inputs, outputs):
    mx = tf.reduce_mean(inputs)
    my = tf.reduce_mean(outputs)
    # mean((x - mx)(y - my)) = mean(xy) - mx my
    w = (tf.reduce_mean(inputs * outputs) - mx * my) / (tf.reduce_mean(inputs**2) - mx**2)
    return float(w), float(my - w * mx)
