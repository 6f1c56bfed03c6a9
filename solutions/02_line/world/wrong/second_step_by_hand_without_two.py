# loses: train_step
# mistake: the gradient by hand lacks the factor 2, so each step is half as long
import tensorflow as tf


def train_step(model, inputs, outputs, learning_rate):
    # derivative by hand: mean(error * x) and mean(error)
    error = model(inputs) - outputs
    before = tf.reduce_mean(error * error)
    model.w.assign_sub(learning_rate * tf.reduce_mean(error * inputs))
    model.b.assign_sub(learning_rate * tf.reduce_mean(error))
    return before
