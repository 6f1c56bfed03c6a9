# loses: model
# mistake: The hidden layer has no activation.
import keras
from keras import layers


def build_model():
    inputs = keras.Input((28, 28, 1))
    x = layers.Flatten()(inputs)
    x = layers.Dense(128)(x)
    return keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
