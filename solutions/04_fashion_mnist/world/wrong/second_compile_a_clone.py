# loses: compile
# mistake: Compiles and returns a clone with new weights; the model that was given stays uncompiled.
import keras


def compile_model(model):
    model = keras.models.clone_model(model)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
