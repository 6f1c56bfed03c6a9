# loses: compile
# mistake: the optimizer is SGD and not Adam
import tensorflow as tf


def compile_model(model, learning_rate=0.1):
    optimizer = tf.keras.optimizers.SGD(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss="mse")
    return model
