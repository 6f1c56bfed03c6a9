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


class ReadingRepository:
    READINGS = (
        Reading(-40, -40), Reading(-10, 14), Reading(0, 32), Reading(8, 46),
        Reading(15, 59), Reading(22, 72), Reading(38, 100),
    )

    @classmethod
    def toColumn(cls, getter):
        return np.array([[getter(r)] for r in cls.READINGS], dtype=np.float32)


class ModelFactory:
    NUMBER_OF_FEATURES = 1
    SHALLOW = (1,)
    DEEP = (4, 4, 1)

    @staticmethod
    def create(unitsPerLayer):
        layers = [tf.keras.Input(shape=(ModelFactory.NUMBER_OF_FEATURES,))]
        layers.extend(tf.keras.layers.Dense(units=u, activation=None) for u in unitsPerLayer)
        return tf.keras.Sequential(layers)


class LineReader:
    def __init__(self, model):
        self._weights = model.get_weights()

    def getSlope(self):
        return float(self._weights[0][0][0])

    def getIntercept(self):
        return float(self._weights[1][0])


def make_data():
    return (ReadingRepository.toColumn(Reading.getCelsius),
            ReadingRepository.toColumn(Reading.getFahrenheit))


def build_model():
    return ModelFactory.create(ModelFactory.SHALLOW)


def compile_model(model, learning_rate=0.1):
    loss = tf.keras.losses.MeanSquaredError()
    optimizer = tf.keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(loss=loss, optimizer=optimizer)
    return model


def train(model, celsius, fahrenheit, epochs=500):
    if model is None:
        raise ValueError("model must not be null")
    return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)


def predict_fahrenheit(model, celsius):
    batch = np.array([[celsius]], dtype=np.float32)
    answers = model.predict(batch, verbose=0)
    return float(answers[0][0])


def learned_line(model):
    reader = LineReader(model)
    return reader.getSlope(), reader.getIntercept()


def build_deep_model():
    return ModelFactory.create(ModelFactory.DEEP)
