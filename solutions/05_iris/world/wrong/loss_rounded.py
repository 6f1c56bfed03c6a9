# loses: loss
# mistake: rounds the loss to three digits
import numpy as np
import tensorflow as tf


def loss(model, x, y, training):
    z = model(x, training=training)
    rows = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=z)
    return tf.round(tf.reduce_mean(rows) * 1000) / 1000
