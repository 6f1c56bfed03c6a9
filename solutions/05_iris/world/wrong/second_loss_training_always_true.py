# loses: loss
# mistake: the argument training is ignored, the model always runs with training=True
import tensorflow as tf


def loss(model, features, labels, training):
    logits = model(features, training=True)
    loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return loss_fn(labels, logits)
