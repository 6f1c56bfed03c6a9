import numpy as np
import tensorflow as tf


class NoiseFactory:
    DEFAULT_MEAN = 0.0

    def __init__(self, stddev, seed):
        self._stddev = stddev
        self._generator = np.random.Generator(np.random.Philox(seed))

    def create(self, shape, dtype):
        noise = self._generator.normal(loc=NoiseFactory.DEFAULT_MEAN, scale=self._stddev, size=tuple(shape))
        return tf.convert_to_tensor(noise, dtype=dtype)


class LeastSquaresSolver:
    def __init__(self, inputs, outputs):
        self._x = np.array(inputs, dtype=np.float64)
        self._y = np.array(outputs, dtype=np.float64)
        self._slope = None
        self._shift = None
        self._solve()

    def _solve(self):
        centredX = self._x - np.mean(self._x)
        centredY = self._y - np.mean(self._y)
        self._slope = np.dot(centredX, centredY) / np.dot(centredX, centredX)
        self._shift = np.mean(self._y) - self._slope * np.mean(self._x)

    def getSlope(self):
        return float(self._slope)

    def getShift(self):
        return float(self._shift)

    def getLoss(self):
        errors = self._slope * self._x + self._shift - self._y
        return float(np.mean(errors * errors))


class Trainer:
    def __init__(self, model, learningRate):
        self._model = model
        self._learningRate = learningRate
        self._history = {"w": [], "b": [], "loss": []}

    def getHistory(self):
        return self._history

    def runEpoch(self, inputs, outputs):
        loss, dw, db = gradients(self._model, inputs, outputs)
        self._record(loss)
        self._update(dw, db)

    def _record(self, loss):
        self._history["w"].append(float(self._model.w))
        self._history["b"].append(float(self._model.b))
        self._history["loss"].append(float(loss))

    def _update(self, dw, db):
        self._model.w.assign_sub(self._learningRate * dw)
        self._model.b.assign_sub(self._learningRate * db)


def add_noise(outputs, stddev=1.0, seed=None):
    factory = NoiseFactory(stddev, seed)
    return outputs + factory.create(outputs.shape, outputs.dtype)


def gradients(model, inputs, outputs):
    error = model(inputs) - outputs
    loss = tf.reduce_mean(error * error)
    dw = 2.0 * tf.reduce_mean(error * inputs)
    db = 2.0 * tf.reduce_mean(error)
    return loss, dw, db


def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    trainer = Trainer(model, learning_rate)
    for epoch in range(epochs):
        trainer.runEpoch(inputs, outputs)
    return trainer.getHistory()


def least_squares(inputs, outputs):
    solver = LeastSquaresSolver(inputs, outputs)
    return solver.getSlope(), solver.getShift()


def best_possible_loss(inputs, outputs):
    return LeastSquaresSolver(inputs, outputs).getLoss()
