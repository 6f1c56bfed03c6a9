from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

TRUE_W: float = 3.0
TRUE_B: float = 2.0

TIMES: dict[str, float] = {}


def timed(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add up how long a function took."""

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            TIMES[function.__name__] = TIMES.get(function.__name__, 0.0) + time.perf_counter() - start

    return wrapper


@timed
def make_data(num_examples: int = 1000, seed: int | None = None) -> tuple[tf.Tensor, tf.Tensor]:
    sequence = np.random.SeedSequence(seed)
    rng = np.random.Generator(np.random.Philox(sequence))
    inputs = tf.convert_to_tensor(rng.standard_normal(num_examples, dtype=np.float32))
    return inputs, TRUE_W * inputs + TRUE_B


class Model:
    w: tf.Variable
    b: tf.Variable

    def __init__(self, w: float = 1.0, b: float = 4.0) -> None:
        self.w = tf.Variable(w, dtype=tf.float32, name="slope")
        self.b = tf.Variable(b, dtype=tf.float32, name="shift")

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        return self.w * x + self.b

    def __repr__(self) -> str:
        return f"Model(w={float(self.w)}, b={float(self.b)})"


def loss(predicted_y: tf.Tensor, target_y: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.math.squared_difference(predicted_y, target_y))


@timed
def train_step(model: Model, inputs: tf.Tensor, outputs: tf.Tensor, learning_rate: float) -> tf.Tensor:
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch([model.w, model.b])
        value: tf.Tensor = loss(model(inputs), outputs)
    gradient_w, gradient_b = tape.gradient(value, (model.w, model.b))
    model.w.assign_sub(learning_rate * gradient_w)
    model.b.assign_sub(learning_rate * gradient_b)
    return value


@timed
def fit(
    model: Model,
    inputs: tf.Tensor,
    outputs: tf.Tensor,
    epochs: int = 15,
    learning_rate: float = 0.1,
) -> dict[str, list[float]]:
    history: dict[str, list[float]] = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
