# loses: loss
# mistake: adds 1e-7 before the logarithm
import numpy as np
import tensorflow as tf


def loss(model, x, y, training):
    z = model(x, training=training)
    rows = -tf.math.log(tf.gather(tf.nn.softmax(z), y, batch_dims=1) + 1e-7)
    return tf.reduce_mean(rows)
