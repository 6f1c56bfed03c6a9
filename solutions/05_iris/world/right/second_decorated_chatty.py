import functools
import time

import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            print(f"[{function.__name__}: {time.perf_counter() - start:.3f} s]")

    return wrapper


@timed
def load_csv(path, batch_size=32, shuffle=True, seed=None):
    data = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2, dtype=np.float32)
    print("read", data.shape, "from", path)
    dataset = tf.data.Dataset.from_tensor_slices((data[:, 0:4], data[:, 4].astype(np.int64)))
    if shuffle:
        dataset = dataset.shuffle(1000, seed=seed, reshuffle_each_iteration=True)
    return dataset.batch(batch_size)


@timed
def build_model(units=10, verbose=True):
    model = tf.keras.Sequential(name="iris")
    model.add(tf.keras.Input(shape=(4,)))
    model.add(tf.keras.layers.Dense(units))
    model.add(tf.keras.layers.Activation("relu"))
    model.add(tf.keras.layers.Dense(units))
    model.add(tf.keras.layers.Activation("relu"))
    model.add(tf.keras.layers.Dense(3))
    if verbose:
        model.summary()
    return model


def loss(model, features, labels, training=True):
    logits = model(features, training=training)
    return tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum_over_batch_size")(labels, logits)


def grad(model, features, labels, loss_fn=None):
    loss_fn = loss_fn or loss
    with tf.GradientTape() as tape:
        value = loss_fn(model, features, labels, training=True)
    return (value, tape.gradient(value, model.trainable_variables))


@timed
def train(model, dataset, optimizer, epochs=201, log_every=50):
    history = {"loss": [], "accuracy": []}
    for epoch in range(1, epochs + 1):
        mean = tf.keras.metrics.Mean()
        for features, labels in dataset:
            value, gradients = grad(model, features, labels)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            mean(value)
        history["loss"].append(mean.result().numpy())
        history["accuracy"].append(_share(model, dataset))
        if log_every and epoch % log_every == 0:
            print(f"epoch {epoch}/{epochs}  loss {history['loss'][-1]:.4f}  accuracy {history['accuracy'][-1]:.2%}")
    return history


def _share(model, dataset):
    metric = tf.keras.metrics.SparseCategoricalAccuracy()
    for features, labels in dataset:
        metric(labels, model(features, training=False))
    return metric.result().numpy()


@timed
def evaluate(model, dataset):
    share = _share(model, dataset)
    print("share of right answers:", share)
    return share


@timed
def predict_species(model, features):
    logits = model(features, training=False)
    probabilities = tf.nn.softmax(logits, axis=1).numpy()
    names = [SPECIES[int(k)] for k in tf.argmax(logits, axis=1)]
    for row, name in zip(probabilities, names):
        print(row.round(3), "->", name)
    return names
