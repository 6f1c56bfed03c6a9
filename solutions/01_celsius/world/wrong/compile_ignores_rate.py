# loses: compile
# mistake: the learning rate is always 0.1, the parameter is ignored
import tensorflow as tf


def compile_model(model, learning_rate=0.1):
    model.compile(loss="mean_squared_error", optimizer=tf.keras.optimizers.Adam(0.1))
    return model
