from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds

Pair = tuple[tf.Tensor, tf.Tensor]


def load_data(
    name: str = "fashion_mnist", splits: tuple[str, str] = ("train", "test")
) -> tuple[tf.data.Dataset, tf.data.Dataset, list[str]]:
    datasets, info = tfds.load(name, split=list(splits), as_supervised=True, with_info=True)
    first, second = datasets
    return first, second, info.features["label"].names


def normalize(image: tf.Tensor, label: tf.Tensor, top: float = 255.0) -> Pair:
    return tf.cast(image, tf.float32) / top, label


def make_batches(
    dataset: tf.data.Dataset,
    batch_size: int = 32,
    shuffle_buffer: int = 0,
    prefetch: int = 2,
    seed: int | None = None,
) -> tf.data.Dataset:
    examples = dataset.map(lambda image, label: normalize(image, label)).cache()
    if shuffle_buffer > 0:
        examples = examples.shuffle(shuffle_buffer, seed=seed, reshuffle_each_iteration=True)
    return examples.batch(batch_size).prefetch(prefetch)


def build_model(units: int = 128, classes: int = 10) -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(units, activation=keras.activations.relu),
            keras.layers.Dense(classes, activation=keras.activations.softmax),
        ]
    )


def compile_model(model: keras.Model, learning_rate: float = 1e-3) -> keras.Model:
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="share_right")],
    )
    return model


def train(
    model: keras.Model, batches: tf.data.Dataset, epochs: int = 5, verbose: int = 0, **fit_options: Any
) -> keras.callbacks.History:
    return model.fit(batches, epochs=epochs, verbose=verbose, shuffle=False, **fit_options)


def evaluate(model: keras.Model, batches: tf.data.Dataset, verbose: int = 0) -> tuple[float, float]:
    loss, accuracy = model.evaluate(batches, verbose=verbose)
    return loss, accuracy


def predict_labels(model: keras.Model, images: tf.Tensor, batch_size: int = 256) -> np.ndarray:
    return model.predict(images, batch_size=batch_size, verbose=0).argmax(axis=1).astype(np.int32)


def describe_prediction(probabilities: np.ndarray, class_names: list[str]) -> tuple[str, float]:
    name, confidence = max(zip(class_names, probabilities, strict=True), key=lambda pair: pair[1])
    return name, float(confidence)
