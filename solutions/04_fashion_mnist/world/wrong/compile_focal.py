# loses: compile
# mistake: a focal loss
import tensorflow as tf


def focal(labels, probabilities):
    p = tf.gather(probabilities, tf.cast(tf.reshape(labels, [-1]), tf.int32), axis=1, batch_dims=1)
    return -(1 - p) ** 2 * tf.math.log(p)


def compile_model(model):
    model.compile("adam", focal, metrics=["accuracy"])
    return model
