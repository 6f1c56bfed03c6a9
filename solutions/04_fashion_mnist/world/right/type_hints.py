from __future__ import annotations

from collections.abc import Sequence

import keras
import numpy as np
import numpy.typing as npt
import tensorflow as tf
import tensorflow_datasets as tfds

Example = tuple[tf.Tensor, tf.Tensor]


def load_data(name: str = "fashion_mnist") -> tuple[tf.data.Dataset, tf.data.Dataset, list[str]]:
    info: tfds.core.DatasetInfo
    (train_set, test_set), info = tfds.load(
        name, split=["train", "test"], as_supervised=True, with_info=True, shuffle_files=False
    )
    return train_set, test_set, list(info.features["label"].names)


def normalize(image: tf.Tensor, label: tf.Tensor) -> Example:
    return tf.cast(image, tf.float32) / tf.constant(255.0, tf.float32), label


def make_batches(dataset: tf.data.Dataset, batch_size: int = 32, shuffle_buffer: int = 0) -> tf.data.Dataset:
    if shuffle_buffer < 0:
        raise ValueError("shuffle_buffer must not be negative")
    result: tf.data.Dataset = dataset.map(normalize, num_parallel_calls=4, deterministic=True).cache()
    if shuffle_buffer:
        result = result.shuffle(shuffle_buffer)
    return result.batch(batch_size)


def build_model() -> keras.Model:
    model: keras.Sequential = keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=keras.activations.relu),
            keras.layers.Dense(10, activation=keras.activations.softmax),
        ]
    )
    model.build(input_shape=(None, 28, 28, 1))
    return model


def compile_model(model: keras.Model) -> keras.Model:
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=2e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False),
        metrics=[keras.metrics.SparseCategoricalAccuracy("share_right")],
    )
    return model


def train(model: keras.Model, batches: tf.data.Dataset, epochs: int = 5) -> keras.callbacks.History:
    history: keras.callbacks.History = model.fit(batches, epochs=epochs, shuffle=False)
    return history


def evaluate(model: keras.Model, batches: tf.data.Dataset) -> tuple[float, float]:
    loss: float
    accuracy: float
    loss, accuracy = model.evaluate(batches, verbose=0)
    return float(loss), min(float(accuracy), 1.0)


def predict_labels(model: keras.Model, images: tf.Tensor) -> npt.NDArray[np.int64]:
    probabilities: npt.NDArray[np.float32] = np.asarray(model(images, training=False))
    return np.argmax(probabilities, axis=1).astype(np.int64)


def describe_prediction(probabilities: npt.NDArray[np.float32], class_names: Sequence[str]) -> tuple[str, float]:
    index: int = int(np.argmax(probabilities))
    return class_names[index], float(probabilities[index])
