# loses: model
# mistake: no Input, so the model is not built and has no weights yet
from tensorflow import keras
from tensorflow.keras import layers


def build_model():
    model = keras.Sequential()
    model.add(layers.Dense(10, activation="relu"))
    model.add(layers.Dense(10, activation="relu"))
    model.add(layers.Dense(3))
    return model
