# loses: train_step
# mistake: trains a copy of the model
import numpy as np
import tensorflow as tf


def train_step(model, inputs, outputs, learning_rate):
    model = Model(float(model.w), float(model.b))
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
