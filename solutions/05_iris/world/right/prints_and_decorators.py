import functools
import time

import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


def timed(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = func(*args, **kwargs)
        print(f"[{func.__name__} took {time.perf_counter() - start:.3f} s]")
        return result

    return wrapper


def debug(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        result = func(*args, **kwargs)
        print(f"DEBUG {func.__name__} -> {result!r}"[:100])
        return result

    return wrapper


@timed
def load_csv(path, batch_size=32):
    print("reading", path)
    data = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    print("shape:", data.shape)
    X = data[:, 0:4].astype(np.float32)
    y = data[:, 4].astype(np.int32)
    print("labels:", np.unique(y, return_counts=True))
    ds = tf.data.Dataset.from_tensor_slices((X, y)).batch(batch_size)
    print(ds)
    return ds


@timed
def build_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(4,)))
    model.add(tf.keras.layers.Dense(10, activation="relu"))
    model.add(tf.keras.layers.Dense(10, activation="relu"))
    model.add(tf.keras.layers.Dense(3))
    model.summary()
    return model


def loss(model, features, labels, training):
    y_pred = model(features, training=training)
    scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return scce(labels, y_pred)


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        l = loss(model, features, labels, training=True)
    g = tape.gradient(l, model.trainable_variables)
    return (l, g)


@timed
def train(model, dataset, optimizer, epochs=201):
    losses, accuracies = [], []
    for epoch in range(epochs):
        m = tf.keras.metrics.Mean()
        a = tf.keras.metrics.SparseCategoricalAccuracy()
        for x, y in dataset:
            l, g = grad(model, x, y)
            optimizer.apply_gradients(zip(g, model.trainable_variables))
            m.update_state(l)
            a.update_state(y, model(x))
        losses.append(float(m.result()))
        accuracies.append(float(a.result()))
        print("epoch", epoch, "loss", losses[-1], "acc", accuracies[-1])
    print("done!")
    return {"loss": losses, "accuracy": accuracies}


@debug
@timed
def evaluate(model, dataset):
    a = tf.keras.metrics.SparseCategoricalAccuracy()
    for x, y in dataset:
        a.update_state(y, model(x))
    return float(a.result())


@debug
def predict_species(model, features):
    logits = model(features)
    print(logits)
    idx = tf.argmax(logits, axis=1)
    print(idx)
    return [SPECIES[i] for i in idx.numpy()]
