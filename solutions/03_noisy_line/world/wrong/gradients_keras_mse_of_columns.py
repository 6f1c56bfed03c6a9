# loses: gradients
# mistake: keras mse of columns means over the last axis of length 1: the loss is a vector and the derivatives are sums
import tensorflow as tf
from tensorflow import keras


def gradients(model, inputs, outputs):
    x = inputs[:, tf.newaxis]
    y = outputs[:, tf.newaxis]
    with tf.GradientTape() as tape:
        loss = keras.losses.get("mse")(y, model(x))
    dw, db = tape.gradient(loss, [model.w, model.b])
    return loss, dw, db
