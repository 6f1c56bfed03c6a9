# loses: train_step
# mistake: one optimizer with momentum for all calls
import numpy as np
import tensorflow as tf


SPEED = {}


class OPTIMIZER:
    pass


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    OPTIMIZER.learning_rate = learning_rate
    for variable, gradient in ((model.w, dw), (model.b, db)):
        key = variable.ref()
        SPEED[key] = 0.9 * SPEED.get(key, 0.0) + gradient
        variable.assign_sub(learning_rate * SPEED[key])
    return before
