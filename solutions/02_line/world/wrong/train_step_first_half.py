# loses: train_step
# mistake: takes the first half of the examples
import numpy as np
import tensorflow as tf


def train_step(model, inputs, outputs, learning_rate):
    n = max(1, len(inputs) // 2)
    inputs, outputs = inputs[:n], outputs[:n]
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
