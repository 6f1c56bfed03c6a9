import numpy
import tensorflow

READINGS = {-40: -40, -10: 14, 0: 32, 8: 46, 15: 59, 22: 72, 38: 100}


def make_data():
    celsius = []
    fahrenheit = []
    for c, f in READINGS.items():
        celsius.append([c])
        fahrenheit.append([f])
    return numpy.array(celsius, dtype="float32"), numpy.array(fahrenheit, dtype="float32")


def _stack(units):
    model = tensorflow.keras.models.Sequential()
    model.add(tensorflow.keras.layers.InputLayer(shape=(1,)))
    for u in units:
        model.add(tensorflow.keras.layers.Dense(u))
    return model


def build_model():
    return _stack([1])


def build_deep_model():
    return _stack([4, 4, 1])


def compile_model(model, learning_rate=0.1):
    model.compile(optimizer="adam", loss="mse")
    model.optimizer.learning_rate = learning_rate
    return model


def train(model, celsius, fahrenheit, epochs=500):
    return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)


def predict_fahrenheit(model, celsius):
    table = numpy.array([[celsius]])
    answers = model.predict(table, verbose=0)
    return answers.tolist()[0][0]


def learned_line(model):
    weights = model.layers[0].get_weights()
    slope = weights[0].tolist()[0][0]
    intercept = weights[1].tolist()[0]
    return slope, intercept
