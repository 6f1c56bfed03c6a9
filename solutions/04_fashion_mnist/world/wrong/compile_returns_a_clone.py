# loses: compile
# mistake: compiles and returns a copy with new weights; the model handed over stays uncompiled
import tensorflow as tf


def compile_model(model):
    model = tf.keras.models.clone_model(model)
    model.compile(
        optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
