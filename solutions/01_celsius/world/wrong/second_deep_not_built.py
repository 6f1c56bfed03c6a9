# loses: deep
# mistake: there is no input shape, so the model is not built and has no weights yet
from tensorflow import keras


def build_deep_model():
    model = keras.Sequential()
    model.add(keras.layers.Dense(4))
    model.add(keras.layers.Dense(4))
    model.add(keras.layers.Dense(1))
    return model
