# loses: grad
# mistake: walks a step too: the model does not stay as it is
import tensorflow as tf


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    slopes = tape.gradient(value, model.trainable_variables)
    for variable, slope in zip(model.trainable_variables, slopes):
        variable.assign_sub(0.01 * slope)
    return value, slopes
