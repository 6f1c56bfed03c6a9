# loses: train_step
# mistake: goes back if the loss is larger afterwards than 1e-3 below
import numpy as np
import tensorflow as tf


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    if loss(model(inputs), outputs) > before - 1e-3:
        model.w.assign_add(learning_rate * dw)
        model.b.assign_add(learning_rate * db)
    return before
