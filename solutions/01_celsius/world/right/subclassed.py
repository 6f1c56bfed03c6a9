import numpy as np
from tensorflow import keras
from tensorflow.keras.layers import Dense


class Line(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = Dense(1)

    def call(self, inputs):
        return self.dense(inputs)


class DeepLine(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense1 = Dense(4)
        self.dense2 = Dense(4)
        self.dense3 = Dense(1)

    def call(self, inputs):
        x = self.dense1(inputs)
        x = self.dense2(x)
        return self.dense3(x)


def make_data():
    celsius = np.array([[-40], [-10], [0], [8], [15], [22], [38]], dtype=np.float32)
    fahrenheit = np.array([[-40], [14], [32], [46], [59], [72], [100]], dtype=np.float32)
    return celsius, fahrenheit


def build_model():
    model = Line()
    model(keras.Input(shape=(1,)))  # creates the weights
    return model


def compile_model(model, learning_rate=0.1):
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=keras.losses.MeanSquaredError(name="mse"))
    return model


def train(model, celsius, fahrenheit, epochs=500):
    model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)
    return model.history


def predict_fahrenheit(model, celsius):
    return float(model.predict(np.array([[celsius]], dtype=np.float32), verbose=0)[0, 0])


def learned_line(model):
    w, b = model.get_weights()
    return float(w[0, 0]), float(b[0])


def build_deep_model():
    model = DeepLine()
    model(keras.Input(shape=(1,)))
    return model
