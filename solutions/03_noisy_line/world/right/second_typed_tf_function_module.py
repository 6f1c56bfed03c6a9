from typing import NamedTuple

import numpy as np
import tensorflow as tf


class Slope(NamedTuple):
    loss: tf.Tensor
    dw: tf.Tensor
    db: tf.Tensor


class Line(NamedTuple):
    w: float
    b: float


class Gaussian(tf.Module):
    """Normal noise from a stateless generator."""

    def __init__(self, stddev: float, name: str | None = None) -> None:
        super().__init__(name=name)
        self.stddev = tf.constant(stddev, tf.float32)

    @tf.function
    def __call__(self, y: tf.Tensor, key: tf.Tensor) -> tf.Tensor:
        return y + self.stddev * tf.random.stateless_normal(tf.shape(y), seed=key)


def add_noise(outputs: tf.Tensor, stddev: float = 1.0, seed: int | None = None) -> tf.Tensor:
    # SeedSequence(None) asks the operating system for entropy
    words = np.random.SeedSequence(seed).generate_state(2, np.uint32)
    key = tf.constant(words.astype(np.int64), tf.int64)
    gaussian = Gaussian(stddev)
    return gaussian(outputs, key)


@tf.function(reduce_retracing=True)
def _measure(w: tf.Tensor, b: tf.Tensor, x: tf.Tensor, y: tf.Tensor):
    with tf.GradientTape() as tape:
        tape.watch([w, b])
        loss = tf.reduce_mean(tf.math.squared_difference(w * x + b, y))
    dw, db = tape.gradient(loss, [w, b])
    return loss, dw, db


def gradients(model: "Model", inputs: tf.Tensor, outputs: tf.Tensor) -> Slope:
    return Slope(*_measure(tf.identity(model.w), tf.identity(model.b), inputs, outputs))


def fit(
    model: "Model",
    inputs: tf.Tensor,
    outputs: tf.Tensor,
    epochs: int = 10,
    learning_rate: float = 0.1,
) -> dict[str, list[tf.Tensor]]:
    history: dict[str, list[tf.Tensor]] = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        slope = gradients(model, inputs, outputs)
        history["w"].append(tf.identity(model.w))
        history["b"].append(tf.identity(model.b))
        history["loss"].append(slope.loss)
        model.w.assign_sub(learning_rate * slope.dw)
        model.b.assign_sub(learning_rate * slope.db)
    return history


def _solve(inputs: tf.Tensor, outputs: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
    x, y = tf.cast(inputs, tf.float64), tf.cast(outputs, tf.float64)
    matrix = tf.stack([x - tf.reduce_mean(x), tf.ones_like(x)], axis=1)
    solution = tf.linalg.lstsq(matrix, y[:, tf.newaxis])
    residuals = tf.linalg.matmul(matrix, solution) - y[:, tf.newaxis]
    w = solution[0, 0]
    return w, solution[1, 0] - w * tf.reduce_mean(x), tf.reduce_mean(residuals**2)


def least_squares(inputs: tf.Tensor, outputs: tf.Tensor) -> Line:
    w, b, _ = _solve(inputs, outputs)
    return Line(float(w), float(b))


def best_possible_loss(inputs: tf.Tensor, outputs: tf.Tensor) -> float:
    return float(_solve(inputs, outputs)[2])
