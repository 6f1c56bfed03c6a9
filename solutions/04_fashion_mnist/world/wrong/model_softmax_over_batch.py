# loses: model
# mistake: softmax runs along the batch (axis 0) instead of along the ten classes
import keras
from keras import layers


def build_model():
    inputs = keras.Input((28, 28, 1))
    x = layers.Flatten()(inputs)
    x = layers.Dense(128, activation="relu")(x)
    x = layers.Dense(10)(x)
    return keras.Model(inputs, layers.Softmax(axis=0)(x))
