# loses: model
# mistake: the second hidden layer has no activation
from tensorflow import keras
from tensorflow.keras import layers


def build_model():
    inputs = keras.Input(shape=(4,))
    x = layers.Dense(10, activation="relu")(inputs)
    x = layers.Dense(10)(x)
    outputs = layers.Dense(3)(x)
    return keras.Model(inputs, outputs)
