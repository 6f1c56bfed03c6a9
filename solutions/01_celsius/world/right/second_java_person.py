import numpy as np
import tensorflow as tf


class Reading:
    def __init__(self, celsius, fahrenheit):
        self._celsius = celsius
        self._fahrenheit = fahrenheit

    def getCelsius(self):
        return self._celsius

    def getFahrenheit(self):
        return self._fahrenheit


class Thermometer:
    READINGS = (
        Reading(-40, -40),
        Reading(-10, 14),
        Reading(0, 32),
        Reading(8, 46),
        Reading(15, 59),
        Reading(22, 72),
        Reading(38, 100),
    )

    @staticmethod
    def toColumn(values):
        return np.array([[value] for value in values], dtype=np.float32)

    @classmethod
    def getFeatures(cls):
        return cls.toColumn(r.getCelsius() for r in cls.READINGS)

    @classmethod
    def getLabels(cls):
        return cls.toColumn(r.getFahrenheit() for r in cls.READINGS)


class ModelFactory:
    INPUT_SHAPE = (1,)

    def __init__(self):
        self._layers = [tf.keras.layers.InputLayer(shape=self.INPUT_SHAPE)]

    def addDense(self, units):
        self._layers.append(tf.keras.layers.Dense(units))
        return self

    def create(self):
        return tf.keras.models.Sequential(self._layers)


class LineReader:
    def __init__(self, layer):
        self._weights, self._biases = layer.get_weights()

    def getSlope(self):
        return float(self._weights[0][0])

    def getIntercept(self):
        return float(self._biases[0])


def make_data():
    return Thermometer.getFeatures(), Thermometer.getLabels()


def build_model():
    return ModelFactory().addDense(1).create()


def compile_model(model, learning_rate=0.1):
    optimizer = tf.keras.optimizers.Adam(learning_rate=learning_rate)
    loss = tf.keras.losses.MeanSquaredError()
    model.compile(optimizer=optimizer, loss=loss)
    return model


def train(model, celsius, fahrenheit, epochs=500):
    model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)
    return model.history


def predict_fahrenheit(model, celsius):
    batch = Thermometer.toColumn([celsius])
    answers = model.predict(batch, verbose=0)
    return answers.item()


def learned_line(model):
    reader = LineReader(model.layers[-1])
    return (reader.getSlope(), reader.getIntercept())


def build_deep_model():
    return ModelFactory().addDense(4).addDense(4).addDense(1).create()
