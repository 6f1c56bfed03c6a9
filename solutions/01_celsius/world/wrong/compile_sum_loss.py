# loses: compile
# mistake: the squared errors are summed over the batch and not averaged
import tensorflow as tf


def squared_error(y_true, y_pred):
    return tf.reduce_sum(tf.square(y_pred - y_true))


def compile_model(model, learning_rate=0.1):
    model.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate), loss=squared_error)
    return model
