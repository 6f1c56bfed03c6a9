# loses: compile
# mistake: a model that has been compiled before is left as it was
import tensorflow as tf


def compile_model(model, learning_rate=0.1):
    if not model.compiled:
        model.compile(
            optimizer=tf.keras.optimizers.Adam(learning_rate=learning_rate),
            loss="mse",
        )
    return model
