import random

import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 2.0


class DataFactory:
    MEAN = 0.0
    STANDARD_DEVIATION = 1.0

    def __init__(self, seed):
        self._random = random.Random(seed)

    def createInputs(self, count):
        return [self._random.gauss(self.MEAN, self.STANDARD_DEVIATION) for _ in range(count)]


class History:
    """Keeps what happened in each epoch."""

    def __init__(self):
        self._w = []
        self._b = []
        self._loss = []

    def add(self, w, b, lossValue):
        self._w.append(w)
        self._b.append(b)
        self._loss.append(lossValue)

    def toDict(self):
        return {"w": self._w, "b": self._b, "loss": self._loss}


def make_data(num_examples=1000, seed=None):
    factory = DataFactory(seed)
    inputs = tf.constant(factory.createInputs(num_examples), dtype=tf.float32)
    outputs = tf.add(tf.multiply(tf.constant(TRUE_W), inputs), tf.constant(TRUE_B))
    return inputs, outputs


class Model(object):

    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(initial_value=w, dtype=tf.float32)
        self.b = tf.Variable(initial_value=b, dtype=tf.float32)

    def getW(self):
        return self.w

    def getB(self):
        return self.b

    def predict(self, x):
        return tf.add(tf.multiply(self.getW(), x), self.getB())

    def __call__(self, x):
        return self.predict(x)


def loss(predicted_y, target_y):
    error = tf.subtract(predicted_y, target_y)
    return tf.reduce_mean(tf.multiply(error, error))


class Trainer:
    def __init__(self, model, learningRate):
        self._model = model
        self._learningRate = learningRate

    def computeGradients(self, inputs, outputs):
        with tf.GradientTape() as tape:
            lossValue = loss(self._model(inputs), outputs)
        gradients = tape.gradient(lossValue, {"w": self._model.w, "b": self._model.b})
        return lossValue, gradients

    def step(self, inputs, outputs):
        lossValue, gradients = self.computeGradients(inputs, outputs)
        self._model.w.assign_sub(self._learningRate * gradients["w"])
        self._model.b.assign_sub(self._learningRate * gradients["b"])
        return lossValue


def train_step(model, inputs, outputs, learning_rate):
    return Trainer(model, learning_rate).step(inputs, outputs)


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = History()
    trainer = Trainer(model, learning_rate)
    for epoch in range(epochs):
        w = float(model.w)
        b = float(model.b)
        lossValue = float(trainer.step(inputs, outputs))
        history.add(w, b, lossValue)
    return history.toDict()
