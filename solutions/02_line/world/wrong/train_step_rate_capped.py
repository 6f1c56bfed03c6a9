# loses: train_step
# mistake: a learning rate above 0.1 is cut
import numpy as np
import tensorflow as tf


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    learning_rate = min(learning_rate, 0.1)
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
