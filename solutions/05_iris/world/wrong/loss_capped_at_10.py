# loses: loss
# mistake: no flower counts more than 10
import numpy as np
import tensorflow as tf


def loss(model, x, y, training):
    z = model(x, training=training)
    rows = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=z)
    return tf.reduce_mean(tf.minimum(rows, 10.0))
