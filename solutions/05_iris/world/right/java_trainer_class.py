import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


class IrisConstants:
    NUM_FEATURES = 4
    HIDDEN_UNITS = 10
    NUM_CLASSES = 3
    DEFAULT_BATCH_SIZE = 32
    DEFAULT_EPOCHS = 201


class IrisReader:
    def __init__(self, path):
        self._data = np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.float32, ndmin=2)

    def getFeatures(self):
        return self._data[:, : IrisConstants.NUM_FEATURES]

    def getLabels(self):
        return self._data[:, IrisConstants.NUM_FEATURES].astype(np.int32)


class AccuracyCounter:
    def __init__(self):
        self._right = 0
        self._total = 0

    def add(self, labels, logits):
        answers = tf.argmax(logits, axis=1).numpy()
        self._right += int(np.sum(answers == np.asarray(labels)))
        self._total += len(answers)

    def getValue(self):
        return self._right / self._total


class History:
    def __init__(self):
        self._losses = []
        self._accuracies = []

    def addEpoch(self, loss, accuracy):
        self._losses.append(loss)
        self._accuracies.append(accuracy)

    def toDict(self):
        return {"loss": self._losses, "accuracy": self._accuracies}


class Trainer:
    def __init__(self, model, optimizer):
        self._model = model
        self._optimizer = optimizer
        self._history = History()

    def _step(self, features, labels):
        value, gradients = grad(self._model, features, labels)
        self._optimizer.apply_gradients(zip(gradients, self._model.trainable_variables))
        return value

    def _runEpoch(self, dataset):
        lossMetric = tf.keras.metrics.Mean()
        counter = AccuracyCounter()
        for features, labels in dataset:
            lossMetric.update_state(self._step(features, labels))
            counter.add(labels, self._model(features, training=False))
        self._history.addEpoch(float(lossMetric.result()), counter.getValue())

    def run(self, dataset, epochs):
        for _ in range(epochs):
            self._runEpoch(dataset)

    def getHistory(self):
        return self._history.toDict()


def load_csv(path, batch_size=IrisConstants.DEFAULT_BATCH_SIZE):
    reader = IrisReader(path)
    return tf.data.Dataset.from_tensor_slices((reader.getFeatures(), reader.getLabels())).batch(batch_size)


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(IrisConstants.NUM_FEATURES,)),
        tf.keras.layers.Dense(IrisConstants.HIDDEN_UNITS, activation="relu"),
        tf.keras.layers.Dense(IrisConstants.HIDDEN_UNITS, activation="relu"),
        tf.keras.layers.Dense(IrisConstants.NUM_CLASSES),
    ])


def loss(model, features, labels, training):
    lossObject = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return lossObject(labels, model(features, training=training))


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    return value, tape.gradient(value, model.trainable_variables)


def train(model, dataset, optimizer, epochs=IrisConstants.DEFAULT_EPOCHS):
    trainer = Trainer(model, optimizer)
    trainer.run(dataset, epochs)
    return trainer.getHistory()


def evaluate(model, dataset):
    counter = AccuracyCounter()
    for features, labels in dataset:
        counter.add(labels, model(features, training=False))
    return counter.getValue()


def predict_species(model, features):
    logits = model(features, training=False)
    return [SPECIES[int(index)] for index in tf.argmax(logits, axis=1)]
