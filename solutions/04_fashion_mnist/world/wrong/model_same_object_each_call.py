# loses: model
# mistake: builds one model when the file is read and returns that object in each call, trained or not
from tensorflow import keras

_net = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)


def build_model():
    return _net
