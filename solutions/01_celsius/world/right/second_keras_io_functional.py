import keras
import numpy as np
from keras import layers


def make_data():
    readings = np.array(
        [(-40, -40), (-10, 14), (0, 32), (8, 46), (15, 59), (22, 72), (38, 100)],
        dtype="float32",
    )
    return readings[:, :1], readings[:, 1:]


def build_model():
    inputs = keras.Input(shape=(1,), name="celsius")
    outputs = layers.Dense(1, activation="linear", name="fahrenheit")(inputs)
    return keras.Model(inputs=inputs, outputs=outputs, name="line")


def compile_model(model, learning_rate=0.1):
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=float(learning_rate)),
        loss=keras.losses.MeanSquaredError(),
    )
    return model


def train(model, celsius, fahrenheit, epochs=500):
    return model.fit(x=celsius, y=fahrenheit, epochs=epochs, verbose=0)


def predict_fahrenheit(model, celsius):
    x = keras.ops.convert_to_tensor([[celsius]], dtype="float32")
    y = model(x, training=False)
    return keras.ops.convert_to_numpy(y).item()


def learned_line(model):
    kernel, bias = model.get_weights()
    return kernel.item(), bias.item()


def build_deep_model():
    inputs = keras.Input(shape=(1,))
    x = layers.Dense(4)(inputs)
    x = layers.Dense(4)(x)
    outputs = layers.Dense(1)(x)
    return keras.Model(inputs, outputs, name="deep_line")
