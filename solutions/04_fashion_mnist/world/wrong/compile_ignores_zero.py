# loses: compile
# mistake: class 0 does not count in the loss
import tensorflow as tf


def compile_model(model):
    loss = tf.keras.losses.SparseCategoricalCrossentropy(ignore_class=0)
    model.compile("adam", loss, metrics=["accuracy"])
    return model
