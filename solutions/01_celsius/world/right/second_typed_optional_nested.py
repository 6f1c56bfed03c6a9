from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import keras
import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.float32]


class Line(NamedTuple):
    slope: float
    intercept: float


_TABLE: dict[int, int] = {-40: -40, -10: 14, 0: 32, 8: 46, 15: 59, 22: 72, 38: 100}


def make_data() -> tuple[Column, Column]:
    celsius: Column = np.array([list(_TABLE.keys())], dtype=np.float32).T
    fahrenheit: Column = np.array([list(_TABLE.values())], dtype=np.float32).T
    return celsius, fahrenheit


def build_model(name: str | None = None) -> keras.Model:
    return keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(units=1)], name=name)


def compile_model(model: keras.Model, learning_rate: float = 0.1, *, jit: bool | str = "auto") -> keras.Model:
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=float(learning_rate)),
        loss="mean_squared_error",
        jit_compile=jit,
    )
    return model


def train(
    model: keras.Model,
    celsius: Column,
    fahrenheit: Column,
    epochs: int = 500,
    *,
    verbose: int = 0,
    callbacks: Sequence[keras.callbacks.Callback] | None = None,
) -> keras.callbacks.History:
    return model.fit(
        celsius,
        fahrenheit,
        epochs=epochs,
        verbose=verbose,
        callbacks=list(callbacks) if callbacks else None,
    )


def predict_fahrenheit(model: keras.Model, celsius: float, verbose: int = 0) -> float:
    question: Column = np.array([[celsius]], dtype=np.float32)
    answer = model.predict(question, verbose=verbose)
    return float(answer[0, 0])


def learned_line(model: keras.Model) -> Line:
    weights, biases = model.layers[-1].get_weights()
    return Line(slope=float(weights[0, 0]), intercept=float(biases[0]))


def build_deep_model(name: str | None = None) -> keras.Model:
    # the two hidden layers are a block of their own
    hidden = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(4), keras.layers.Dense(4)])
    return keras.Sequential([keras.Input(shape=(1,)), hidden, keras.layers.Dense(1)], name=name)
