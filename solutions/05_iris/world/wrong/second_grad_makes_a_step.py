# loses: grad
# mistake: also walks a step downhill, so the model does not stay as it is
import tensorflow as tf


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        before = loss(model, features, labels, training=True)
    slopes = tape.gradient(before, model.trainable_variables)
    for variable, slope in zip(model.trainable_variables, slopes):
        variable.assign_sub(0.01 * slope)
    return before, slopes
