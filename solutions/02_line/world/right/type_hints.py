from __future__ import annotations

from typing import Final, Optional, TypedDict

import numpy as np
import tensorflow as tf

TRUE_W: Final[float] = 3.0
TRUE_B: Final[float] = 2.0


class History(TypedDict):
    w: list[float]
    b: list[float]
    loss: list[float]


def make_data(num_examples: int = 1000, seed: Optional[int] = None) -> tuple[tf.Tensor, tf.Tensor]:
    """Examples on the line, reproducible if a seed is given."""
    rng: np.random.Generator = np.random.default_rng(seed)
    inputs: tf.Tensor = tf.constant(rng.normal(size=(num_examples,)), dtype=tf.float32)
    outputs: tf.Tensor = TRUE_W * inputs + TRUE_B
    return inputs, outputs


class Model:
    w: tf.Variable
    b: tf.Variable

    def __init__(self, w: float = 1.0, b: float = 4.0) -> None:
        self.w = tf.Variable(w, dtype=tf.float32)
        self.b = tf.Variable(b, dtype=tf.float32)

    def __call__(self, x: tf.Tensor) -> tf.Tensor:
        x = tf.convert_to_tensor(x, dtype=tf.float32)
        return self.w * x + self.b


def loss(predicted_y: tf.Tensor, target_y: tf.Tensor) -> tf.Tensor:
    return tf.reduce_mean(tf.math.squared_difference(predicted_y, target_y))


def train_step(model: Model, inputs: tf.Tensor, outputs: tf.Tensor, learning_rate: float) -> tf.Tensor:
    variables: list[tf.Variable] = [model.w, model.b]
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(variables)
        value: tf.Tensor = loss(model(inputs), outputs)
    for variable, gradient in zip(variables, tape.gradient(value, variables), strict=True):
        variable.assign_sub(learning_rate * gradient)
    return value


def fit(model: Model, inputs: tf.Tensor, outputs: tf.Tensor, epochs: int = 15, learning_rate: float = 0.1) -> History:
    history: History = History(w=[], b=[], loss=[])
    for _ in range(epochs):
        history["w"].append(float(model.w.numpy()))
        history["b"].append(float(model.b.numpy()))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
