# loses: compile
# mistake: all models share one Adam, and the rate of the last call holds for all of them
import tensorflow as tf

optimizer = tf.keras.optimizers.Adam()


def compile_model(model, learning_rate=0.1):
    optimizer.learning_rate = learning_rate
    model.compile(optimizer=optimizer, loss=tf.keras.losses.MeanSquaredError())
    return model
