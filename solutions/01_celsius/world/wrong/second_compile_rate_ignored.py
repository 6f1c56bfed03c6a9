# loses: compile
# mistake: the parameter learning_rate is ignored, it is always 0.1
import tensorflow as tf


def compile_model(model, learning_rate=0.1):
    model.compile(loss='mean_squared_error', optimizer=tf.keras.optimizers.Adam(0.1))
    return model
