# loses: train_step
# mistake: uses Adam
import numpy as np
import tensorflow as tf


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    tf.keras.optimizers.Adam(learning_rate).apply_gradients([(dw, model.w), (db, model.b)])
    return before
