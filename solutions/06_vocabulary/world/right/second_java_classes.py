import numpy as np


class Validator:
    """Static helpers, nobody makes an instance."""

    @staticmethod
    def require_at_least(name, value, minimum):
        if value < minimum:
            raise ValueError(name + " must be at least " + str(minimum) + " but is " + str(value))


class TrainingPlan:
    MIN_EXAMPLES = 0
    MIN_BATCH_SIZE = 1
    MIN_EPOCHS = 0

    def __init__(self, numExamples=0, batchSize=1, epochs=0):
        Validator.require_at_least("numExamples", numExamples, self.MIN_EXAMPLES)
        Validator.require_at_least("batchSize", batchSize, self.MIN_BATCH_SIZE)
        Validator.require_at_least("epochs", epochs, self.MIN_EPOCHS)
        self._numExamples = numExamples
        self._batchSize = batchSize
        self._epochs = epochs

    def getSteps(self):
        return -(-self._numExamples // self._batchSize)

    def getUpdates(self):
        return self.getSteps() * self._epochs

    def getExamplesSeen(self):
        return self._numExamples * self._epochs


class DenseLayer:
    def __init__(self, inputs, units):
        self._inputs = inputs
        self._units = units

    def getWeightCount(self):
        return self._inputs * self._units

    def getBiasCount(self):
        return self._units

    def getParameterCount(self):
        return self.getWeightCount() + self.getBiasCount()


class Dictionary:
    REGRESSION = "supervised regression"
    CLASSIFICATION = "supervised classification"
    UNSUPERVISED = "unsupervised"

    @classmethod
    def getKinds(cls):
        return {
            "temperature": cls.REGRESSION, "rent": cls.REGRESSION, "rain amount": cls.REGRESSION,
            "rain or not": cls.CLASSIFICATION, "garment": cls.CLASSIFICATION, "digit": cls.CLASSIFICATION,
            "customer groups": cls.UNSUPERVISED, "odd payments": cls.UNSUPERVISED,
        }

    @staticmethod
    def getTerms():
        byLetter = {
            "A": "epoch", "B": "softmax", "C": "label", "D": "weights and biases", "E": "validation set",
            "F": "optimizer", "G": "dense", "H": "loss", "I": "feature", "J": "classification",
            "K": "batch", "L": "flattening", "M": "model", "N": "backpropagation", "O": "learning rate",
            "P": "test set", "Q": "ReLU", "R": "example", "T": "gradient descent", "U": "regression",
            "V": "layer", "W": "mean squared error", "X": "forward pass", "Z": "training set",
        }
        return {term: letter for letter, term in byLetter.items()}


def match_terms():
    return Dictionary.getTerms()


def kind_of_learning():
    return Dictionary.getKinds()


def steps_per_epoch(numExamples, batchSize):
    return TrainingPlan(numExamples, batchSize).getSteps()


def updates_in_training(numExamples, batchSize, epochs):
    return TrainingPlan(numExamples, batchSize, epochs).getUpdates()


def examples_seen(numExamples, epochs):
    return TrainingPlan(numExamples=numExamples, epochs=epochs).getExamplesSeen()


def count_parameters(layerSizes):
    for size in layerSizes:
        Validator.require_at_least("layer size", size, 1)
    layers = []
    for i in range(len(layerSizes) - 1):
        layers.append(DenseLayer(layerSizes[i], layerSizes[i + 1]))
    return sum(layer.getParameterCount() for layer in layers)


class Activations:
    @staticmethod
    def relu(x):
        values = np.array(x, dtype=np.float64)
        return np.where(values > 0.0, values, 0.0)

    @staticmethod
    def softmaxOfRow(row):
        shifted = row - np.max(row)
        powers = np.exp(shifted)
        return powers / np.sum(powers)


def relu(x):
    return Activations.relu(x)


def softmax(logits):
    rows = np.array(logits, dtype=np.float64)
    return np.stack([Activations.softmaxOfRow(row) for row in rows])


class HistoryReader:
    KEY = "val_loss"

    def __init__(self, history):
        if isinstance(history, dict):
            self._losses = history[self.KEY]
        else:
            self._losses = history.history[self.KEY]

    def getBestEpoch(self):
        return min(range(len(self._losses)), key=lambda index: self._losses[index])


def best_epoch(history):
    return HistoryReader(history).getBestEpoch()
