from enum import Enum

import numpy as np


class Term(Enum):
    FEATURE = ("feature", "I")
    LABEL = ("label", "C")
    EXAMPLE = ("example", "R")
    LAYER = ("layer", "V")
    MODEL = ("model", "M")
    DENSE = ("dense", "G")
    WEIGHTS_AND_BIASES = ("weights and biases", "D")
    LOSS = ("loss", "H")
    MEAN_SQUARED_ERROR = ("mean squared error", "W")
    GRADIENT_DESCENT = ("gradient descent", "T")
    OPTIMIZER = ("optimizer", "F")
    LEARNING_RATE = ("learning rate", "O")
    BATCH = ("batch", "K")
    EPOCH = ("epoch", "A")
    FORWARD_PASS = ("forward pass", "X")
    BACKPROPAGATION = ("backpropagation", "N")
    FLATTENING = ("flattening", "L")
    RELU = ("ReLU", "Q")
    SOFTMAX = ("softmax", "B")
    CLASSIFICATION = ("classification", "J")
    REGRESSION = ("regression", "U")
    TRAINING_SET = ("training set", "Z")
    VALIDATION_SET = ("validation set", "E")
    TEST_SET = ("test set", "P")

    def getName(self):
        return self.value[0]

    def getLetter(self):
        return self.value[1]


class Preconditions:
    MIN_COUNT = 0
    MIN_BATCH_SIZE = 1
    MIN_LAYER_SIZE = 1

    @staticmethod
    def checkAtLeast(value, minimum, name):
        if value < minimum:
            raise ValueError(f"Illegal argument: {name} is {value} but must be at least {minimum}.")


class TrainingPlan:
    def __init__(self, numExamples, batchSize, epochs):
        Preconditions.checkAtLeast(numExamples, Preconditions.MIN_COUNT, "num_examples")
        Preconditions.checkAtLeast(batchSize, Preconditions.MIN_BATCH_SIZE, "batch_size")
        Preconditions.checkAtLeast(epochs, Preconditions.MIN_COUNT, "epochs")
        self.__numExamples = numExamples
        self.__batchSize = batchSize
        self.__epochs = epochs

    def getSteps(self):
        full, rest = divmod(self.__numExamples, self.__batchSize)
        return full + (1 if rest > 0 else 0)

    def getUpdates(self):
        return self.getSteps() * self.__epochs

    def getShowings(self):
        return self.__numExamples * self.__epochs


class DenseLayer:
    def __init__(self, inputs, units):
        self.__inputs = inputs
        self.__units = units

    def getWeights(self):
        return self.__inputs * self.__units

    def getBiases(self):
        return self.__units

    def getParameters(self):
        return self.getWeights() + self.getBiases()


def match_terms():
    return {term.getName(): term.getLetter() for term in Term}


def kind_of_learning():
    REGRESSION = "supervised regression"
    CLASSIFICATION = "supervised classification"
    UNSUPERVISED = "unsupervised"
    return {
        "temperature": REGRESSION,
        "rent": REGRESSION,
        "rain amount": REGRESSION,
        "rain or not": CLASSIFICATION,
        "garment": CLASSIFICATION,
        "digit": CLASSIFICATION,
        "customer groups": UNSUPERVISED,
        "odd payments": UNSUPERVISED,
    }


def steps_per_epoch(numExamples, batchSize):
    return TrainingPlan(numExamples, batchSize, 1).getSteps()


def updates_in_training(numExamples, batchSize, epochs):
    return TrainingPlan(numExamples, batchSize, epochs).getUpdates()


def examples_seen(numExamples, epochs):
    return TrainingPlan(numExamples, 1, epochs).getShowings()


def count_parameters(layerSizes):
    for index, size in enumerate(layerSizes):
        Preconditions.checkAtLeast(size, Preconditions.MIN_LAYER_SIZE, f"layer_sizes[{index}]")
    layers = [DenseLayer(layerSizes[i], layerSizes[i + 1]) for i in range(len(layerSizes) - 1)]
    return sum(layer.getParameters() for layer in layers)


class Activation:
    @staticmethod
    def relu(x):
        values = np.asarray(x).astype(np.float64)
        return np.where(values > 0.0, values, 0.0)

    @staticmethod
    def softmaxRow(row):
        shifted = row - np.max(row)
        e = np.exp(shifted)
        return e / np.sum(e)


def relu(x):
    return Activation.relu(x)


def softmax(logits):
    rows = np.asarray(logits).astype(np.float64)
    return np.vstack([Activation.softmaxRow(row) for row in rows])


class HistoryReader:
    KEY = "val_loss"

    def __init__(self, history):
        self.__losses = history[self.KEY] if isinstance(history, dict) else history.history[self.KEY]

    def getBestEpoch(self):
        bestEpoch = 0
        for epoch, loss in enumerate(self.__losses):
            if loss < self.__losses[bestEpoch]:
                bestEpoch = epoch
        return bestEpoch


def best_epoch(history):
    return HistoryReader(history).getBestEpoch()
