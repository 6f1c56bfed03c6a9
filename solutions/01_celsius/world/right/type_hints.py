from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import keras
import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.float32]

CELSIUS: Final[Sequence[int]] = (-40, -10, 0, 8, 15, 22, 38)
FAHRENHEIT: Final[Sequence[int]] = (-40, 14, 32, 46, 59, 72, 100)


class Line(NamedTuple):
    slope: float
    intercept: float


def _column(values: Sequence[int]) -> Column:
    return np.expand_dims(np.fromiter(values, dtype=np.float32), axis=1)


def make_data() -> tuple[Column, Column]:
    return _column(CELSIUS), _column(FAHRENHEIT)


def build_model() -> keras.Model:
    return keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(units=1)])


def compile_model(model: keras.Model, learning_rate: float = 0.1) -> keras.Model:
    optimizer: keras.Optimizer = keras.optimizers.Adam(learning_rate=learning_rate)
    model.compile(optimizer=optimizer, loss="mean_squared_error")
    return model


def train(
    model: keras.Model, celsius: Column, fahrenheit: Column, epochs: int = 500
) -> keras.callbacks.History:
    history: keras.callbacks.History = model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)
    return history


def predict_fahrenheit(model: keras.Model, celsius: float) -> float:
    batch: Column = np.array([[celsius]], dtype=np.float32)
    answer: Column = model.predict(batch, verbose=0)
    return answer.item()


def learned_line(model: keras.Model) -> Line:
    (dense,) = (layer for layer in model.layers if isinstance(layer, keras.layers.Dense))
    return Line(slope=float(dense.kernel[0, 0]), intercept=float(dense.bias[0]))


def build_deep_model() -> keras.Model:
    return keras.Sequential([keras.Input(shape=(1,)), *(keras.layers.Dense(n) for n in (4, 4, 1))])
