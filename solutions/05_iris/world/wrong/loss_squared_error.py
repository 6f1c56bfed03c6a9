# loses: loss
# mistake: the squared distance from one-hot rows
import numpy as np
import tensorflow as tf


def loss(model, x, y, training):
    z = model(x, training=training)
    rows = tf.reduce_sum((tf.nn.softmax(z) - tf.one_hot(y, 3)) ** 2, axis=1)
    return tf.reduce_mean(rows)
