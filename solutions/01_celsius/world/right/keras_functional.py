import keras
import numpy as np
from keras import layers


def make_data():
    table = np.array(
        [
            [-40, -40],
            [-10, 14],
            [0, 32],
            [8, 46],
            [15, 59],
            [22, 72],
            [38, 100],
        ],
        dtype="float32",
    )
    return table[:, :1], table[:, 1:]


def build_model():
    inputs = keras.Input(shape=(1,), name="celsius")
    outputs = layers.Dense(1, activation="linear", name="fahrenheit")(inputs)
    return keras.Model(inputs=inputs, outputs=outputs, name="thermometer")


def compile_model(model, learning_rate=0.1):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss=keras.losses.MeanSquaredError(),
        metrics=[keras.metrics.MeanAbsoluteError()],
    )
    return model


def train(model, celsius, fahrenheit, epochs=500):
    return model.fit(x=celsius, y=fahrenheit, batch_size=32, epochs=epochs, verbose=0)


def predict_fahrenheit(model, celsius):
    x = keras.ops.convert_to_tensor([[celsius]], dtype="float32")
    y = keras.ops.convert_to_numpy(model(x))
    return y.item()


def learned_line(model):
    # layers[0] is the input
    kernel, bias = model.layers[1].get_weights()
    return kernel.item(), bias.item()


def build_deep_model():
    inputs = keras.Input(shape=(1,), name="celsius")
    x = layers.Dense(4, name="first")(inputs)
    x = layers.Dense(4, name="second")(x)
    outputs = layers.Dense(1, name="fahrenheit")(x)
    return keras.Model(inputs, outputs, name="deep_thermometer")
