import numpy as np
import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


class DataFactory:
    DTYPE = tf.float32

    def __init__(self, slope, shift):
        self._slope = slope
        self._shift = shift

    def create(self, numExamples, seed):
        inputs = self._drawInputs(numExamples, seed)
        return inputs, self._computeOutputs(inputs)

    def _drawInputs(self, numExamples, seed):
        generator = np.random.Generator(np.random.PCG64(seed))
        return tf.cast(generator.normal(0.0, 1.0, numExamples), self.DTYPE)

    def _computeOutputs(self, inputs):
        return inputs * self._slope + self._shift


def make_data(num_examples=1000, seed=None):
    return DataFactory(TRUE_W, TRUE_B).create(num_examples, seed)


class Model(object):
    DEFAULT_W = 1.0
    DEFAULT_B = 4.0

    def __init__(self, w=DEFAULT_W, b=DEFAULT_B):
        self._w = tf.Variable(w, dtype=tf.float32)
        self._b = tf.Variable(b, dtype=tf.float32)

    @property
    def w(self):
        return self._w

    @property
    def b(self):
        return self._b

    def getParameters(self):
        return [self._w, self._b]

    def predict(self, x):
        return self.w * x + self.b

    def __call__(self, x):
        return self.predict(x)


class LossCalculator:
    @staticmethod
    def meanSquaredError(predicted, target):
        return tf.reduce_mean(tf.square(tf.subtract(predicted, target)))


def loss(predicted_y, target_y):
    return LossCalculator.meanSquaredError(predicted_y, target_y)


class GradientDescent:
    def __init__(self, learningRate):
        self._learningRate = learningRate

    def step(self, model, inputs, outputs):
        parameters = model.getParameters()
        with tf.GradientTape() as tape:
            lossBefore = loss(model(inputs), outputs)
        for parameter, gradient in zip(parameters, tape.gradient(lossBefore, parameters)):
            parameter.assign_sub(self._learningRate * gradient)
        return lossBefore


def train_step(model, inputs, outputs, learning_rate):
    return GradientDescent(learning_rate).step(model, inputs, outputs)


class Diary:
    KEYS = ("w", "b", "loss")

    def __init__(self):
        self._pages = {key: list() for key in self.KEYS}

    def add(self, key, value):
        self._pages[key].append(float(value))

    def getPages(self):
        return self._pages


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    diary = Diary()
    for _ in range(epochs):
        diary.add("w", model.w)
        diary.add("b", model.b)
        diary.add("loss", train_step(model, inputs, outputs, learning_rate))
    return diary.getPages()
