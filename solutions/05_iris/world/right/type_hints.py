from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

import numpy as np
import numpy.typing as npt
import tensorflow as tf

SPECIES: tuple[str, ...] = ("setosa", "versicolor", "virginica")

Batch = tuple[tf.Tensor, tf.Tensor]


class Diary(TypedDict):
    loss: list[float]
    accuracy: list[float]


def load_csv(path: str | Path, batch_size: int = 32) -> tf.data.Dataset:
    table: npt.NDArray[np.float64] = np.loadtxt(Path(path), delimiter=",", skiprows=1, ndmin=2)
    features: npt.NDArray[np.float32] = table[:, :4].astype(np.float32)
    labels: npt.NDArray[np.int32] = table[:, 4].astype(np.int32)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(batch_size, drop_remainder=False)


def build_model() -> tf.keras.Model:
    return tf.keras.Sequential(
        [
            tf.keras.Input(shape=(4,), dtype="float32"),
            tf.keras.layers.Dense(10, activation="relu"),
            tf.keras.layers.Dense(10, activation="relu"),
            tf.keras.layers.Dense(3, activation=None),
        ]
    )


def loss(model: tf.keras.Model, features: tf.Tensor, labels: tf.Tensor, training: bool) -> tf.Tensor:
    logits: tf.Tensor = model(features, training=training)
    losses: tf.Tensor = tf.keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)
    return tf.math.reduce_mean(losses)


def grad(model: tf.keras.Model, features: tf.Tensor, labels: tf.Tensor) -> tuple[tf.Tensor, list[tf.Tensor]]:
    with tf.GradientTape() as tape:
        value: tf.Tensor = loss(model, features, labels, training=True)
    return value, tape.gradient(value, model.trainable_variables)


def train(
    model: tf.keras.Model,
    dataset: Iterable[Batch],
    optimizer: tf.keras.optimizers.Optimizer,
    epochs: int = 201,
) -> Diary:
    diary: Diary = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        mean = tf.keras.metrics.Mean()
        accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
        for features, labels in dataset:
            value, gradients = grad(model, features, labels)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
            mean.update_state(value)
            accuracy.update_state(labels, model(features, training=False))
        diary["loss"].append(float(mean.result()))
        diary["accuracy"].append(float(accuracy.result()))
    return diary


def evaluate(model: tf.keras.Model, dataset: Iterable[Batch]) -> float:
    right: int = 0
    flowers: int = 0
    for features, labels in dataset:
        answers: tf.Tensor = tf.argmax(model(features, training=False), axis=-1)
        right += int(tf.reduce_sum(tf.cast(answers == tf.cast(labels, answers.dtype), tf.int32)))
        flowers += labels.shape[0]
    return right / flowers


def predict_species(model: tf.keras.Model, features: tf.Tensor) -> list[str]:
    places: list[int] = tf.argmax(model(features, training=False), axis=-1).numpy().tolist()
    return [SPECIES[place] for place in places]
