from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol, TypedDict

import numpy as np
import numpy.typing as npt
import tensorflow as tf


class LineModel(Protocol):
    w: tf.Variable
    b: tf.Variable
    __call__: Callable[[tf.Tensor], tf.Tensor]


class History(TypedDict):
    w: list[float]
    b: list[float]
    loss: list[float]


class Slope(NamedTuple):
    loss: tf.Tensor
    dw: tf.Tensor
    db: tf.Tensor


class Line(NamedTuple):
    w: float
    b: float


def _f64(values: tf.Tensor) -> npt.NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)


def add_noise(outputs: tf.Tensor, stddev: float = 1.0, seed: int | None = None) -> tf.Tensor:
    rng: np.random.Generator = np.random.default_rng(seed)
    noise: npt.NDArray[np.float32] = stddev * rng.standard_normal(outputs.shape, dtype=np.float32)
    return outputs + tf.cast(noise, outputs.dtype)


def gradients(model: LineModel, inputs: tf.Tensor, outputs: tf.Tensor) -> Slope:
    with tf.GradientTape() as tape:
        loss: tf.Tensor = tf.reduce_mean((model(inputs) - outputs) ** 2)
    return Slope(loss, *tape.gradient(loss, [model.w, model.b]))


def fit(
    model: LineModel,
    inputs: tf.Tensor,
    outputs: tf.Tensor,
    epochs: int = 10,
    learning_rate: float = 0.1,
) -> History:
    history: History = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        slope: Slope = gradients(model, inputs, outputs)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(slope.loss))
        model.w.assign_sub(learning_rate * slope.dw)
        model.b.assign_sub(learning_rate * slope.db)
    return history


def least_squares(inputs: tf.Tensor, outputs: tf.Tensor) -> Line:
    x, y = _f64(inputs), _f64(outputs)
    dx = x - x.mean()
    w: float = float((dx * (y - y.mean())).mean() / (dx**2).mean())
    return Line(w, float(y.mean() - w * x.mean()))


def best_possible_loss(inputs: tf.Tensor, outputs: tf.Tensor) -> float:
    line: Line = least_squares(inputs, outputs)
    return float(((line.w * _f64(inputs) + line.b - _f64(outputs)) ** 2).mean())
