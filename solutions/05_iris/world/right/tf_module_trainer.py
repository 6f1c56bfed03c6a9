import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


class ShareOfRight(tf.Module):
    """Counts with tf.Variables."""

    def __init__(self, name=None):
        super().__init__(name=name)
        self.right = tf.Variable(0, dtype=tf.int64, trainable=False)
        self.total = tf.Variable(0, dtype=tf.int64, trainable=False)

    def __call__(self, labels, logits):
        best = tf.argmax(logits, axis=1, output_type=tf.int64)
        self.right.assign_add(tf.reduce_sum(tf.cast(best == tf.cast(labels, tf.int64), tf.int64)))
        self.total.assign_add(tf.shape(logits, out_type=tf.int64)[0])

    @property
    def value(self):
        return self.right.numpy() / self.total.numpy()


class Lesson(tf.Module):
    def __init__(self, model, optimizer, name=None):
        super().__init__(name=name)
        self.model = model
        self.optimizer = optimizer

    def __call__(self, x, y):
        value, gradients = grad(self.model, x, y)
        self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        return value

    def epoch(self, dataset):
        share = ShareOfRight()
        values = []
        for x, y in dataset:
            values.append(self(x, y))
            share(y, self.model(x, training=False))
        return float(tf.reduce_mean(tf.stack(values))), float(share.value)


def load_csv(path, batch_size=32):
    features = np.loadtxt(path, delimiter=",", skiprows=1, usecols=(0, 1, 2, 3), dtype=np.float32, ndmin=2)
    labels = np.loadtxt(path, delimiter=",", skiprows=1, usecols=4, ndmin=1).astype(np.int64)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(batch_size)


def build_model():
    inputs = tf.keras.Input((4,))
    hidden = tf.keras.layers.Dense(10, tf.nn.relu)(inputs)
    hidden = tf.keras.layers.Dense(10, tf.nn.relu)(hidden)
    return tf.keras.Model(inputs, tf.keras.layers.Dense(3)(hidden))


def loss(model, features, labels, training):
    logits = model(features, training=training)
    return -tf.reduce_mean(tf.gather(tf.nn.log_softmax(logits), labels, batch_dims=1))


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    return value, tape.gradient(value, model.trainable_variables)


def train(model, dataset, optimizer, epochs=201):
    lesson = Lesson(model, optimizer)
    rows = [lesson.epoch(dataset) for _ in range(epochs)]
    return {"loss": [row[0] for row in rows], "accuracy": [row[1] for row in rows]}


def evaluate(model, dataset):
    share = ShareOfRight()
    for x, y in dataset:
        share(y, model(x, training=False))
    return float(share.value)


def predict_species(model, features):
    best = tf.argmax(model(features, training=False), axis=1)
    return list(map(SPECIES.__getitem__, best.numpy()))
