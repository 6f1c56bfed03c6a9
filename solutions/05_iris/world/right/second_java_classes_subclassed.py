import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


class Constants:
    HIDDEN_UNITS = 10
    SPECIES_COUNT = 3
    FEATURE_COUNT = 4
    SEPARATOR = ","


class FlowerFile:
    def __init__(self, path):
        self._rows = np.loadtxt(path, delimiter=Constants.SEPARATOR, skiprows=1, ndmin=2)

    def getRowCount(self):
        return self._rows.shape[0]

    def getFeatures(self):
        return self._rows[:, : Constants.FEATURE_COUNT].astype(np.float32)

    def getLabels(self):
        return self._rows[:, Constants.FEATURE_COUNT].astype(np.int32)


class FlowerNetwork(tf.keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.first = tf.keras.layers.Dense(Constants.HIDDEN_UNITS, activation="relu")
        self.second = tf.keras.layers.Dense(Constants.HIDDEN_UNITS, activation="relu")
        self.last = tf.keras.layers.Dense(Constants.SPECIES_COUNT)

    def call(self, inputs, training=None):
        return self.last(self.second(self.first(inputs)))


class Diary:
    def __init__(self):
        self._losses = []
        self._accuracies = []

    def addEpoch(self, meanLoss, accuracy):
        self._losses.append(meanLoss)
        self._accuracies.append(accuracy)

    def toDictionary(self):
        return {"loss": self._losses, "accuracy": self._accuracies}


class Counter:
    def __init__(self):
        self._right = 0
        self._all = 0

    def add(self, labels, logits):
        answers = tf.argmax(logits, axis=1, output_type=labels.dtype)
        self._right += int(tf.math.count_nonzero(answers == labels))
        self._all += int(labels.shape[0])

    def getShare(self):
        return self._right / self._all


def load_csv(path, batch_size=32):
    flowerFile = FlowerFile(path)
    features = flowerFile.getFeatures()
    labels = flowerFile.getLabels()

    def batches():
        for start in range(0, flowerFile.getRowCount(), batch_size):
            yield features[start : start + batch_size], labels[start : start + batch_size]

    return tf.data.Dataset.from_generator(
        batches,
        output_signature=(
            tf.TensorSpec(shape=(None, Constants.FEATURE_COUNT), dtype=tf.float32),
            tf.TensorSpec(shape=(None,), dtype=tf.int32),
        ),
    )


def build_model():
    network = FlowerNetwork()
    network(tf.zeros((1, Constants.FEATURE_COUNT)))  # builds the weights
    return network


def loss(model, features, labels, training):
    criterion = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return criterion(labels, model(features, training=training))


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        currentLoss = loss(model, features, labels, training=True)
    gradients = tape.gradient(currentLoss, model.trainable_variables)
    return currentLoss, gradients


def train(model, dataset, optimizer, epochs=201):
    diary = Diary()
    for epoch in range(epochs):
        batchLosses = []
        counter = Counter()
        for features, labels in dataset:
            currentLoss, gradients = grad(model, features, labels)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            batchLosses.append(float(currentLoss))
            counter.add(labels, model(features, training=False))
        diary.addEpoch(sum(batchLosses) / len(batchLosses), counter.getShare())
    return diary.toDictionary()


def evaluate(model, dataset):
    counter = Counter()
    for features, labels in dataset:
        counter.add(labels, model(features, training=False))
    return counter.getShare()


def predict_species(model, features):
    result = []
    for index in tf.argmax(model(features, training=False), axis=1).numpy():
        result.append(SPECIES[int(index)])
    return result
