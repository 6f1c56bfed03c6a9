# loses: train_step
# mistake: trains the model of the notebook
import numpy as np
import tensorflow as tf


MODEL = None


def train_step(model, inputs, outputs, learning_rate):
    global MODEL
    if MODEL is None:
        MODEL = model
    model = MODEL
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
