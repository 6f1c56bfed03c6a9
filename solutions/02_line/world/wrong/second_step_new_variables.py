# loses: train_step
# mistake: puts new variables into the model where the old ones should be changed in place
import tensorflow as tf


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        value = loss(model(inputs), outputs)
    dw, db = tape.gradient(value, (model.w, model.b))
    model.w = tf.Variable(model.w - learning_rate * dw)
    model.b = tf.Variable(model.b - learning_rate * db)
    return value
