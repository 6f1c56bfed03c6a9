# loses: loss
# mistake: sums over the flowers instead of averaging
import tensorflow as tf

loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")


def loss(model, features, labels, training):
    logits = model(features, training=training)
    return loss_object(labels, logits)
