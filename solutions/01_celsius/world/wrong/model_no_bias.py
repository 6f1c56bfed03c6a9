# loses: model
# mistake: the layer has no bias, 1 parameter instead of 2
import keras
from keras import layers


def build_model():
    inputs = keras.Input(shape=(1,))
    outputs = layers.Dense(1, use_bias=False)(inputs)
    return keras.Model(inputs, outputs)
