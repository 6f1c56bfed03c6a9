# loses: compile
# mistake: the learning rate decays during training instead of staying the given one
import tensorflow as tf


def compile_model(model, learning_rate=0.1):
    schedule = tf.keras.optimizers.schedules.ExponentialDecay(
        learning_rate, decay_steps=100, decay_rate=0.96, staircase=True
    )
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=schedule),
        loss=tf.keras.losses.MeanSquaredError(),
    )
    return model
