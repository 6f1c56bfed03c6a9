# loses: compile
# mistake: the learning rate decays during the training instead of staying the same
import tensorflow as tf


def compile_model(model, learning_rate=0.1):
    schedule = tf.keras.optimizers.schedules.ExponentialDecay(
        learning_rate, decay_steps=100, decay_rate=0.96
    )
    model.compile(optimizer=tf.keras.optimizers.Adam(schedule), loss="mean_squared_error")
    return model
