from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Kind: TypeAlias = Literal["supervised regression", "supervised classification", "unsupervised"]
FloatArray: TypeAlias = npt.NDArray[np.float64]

REG: Final[Kind] = "supervised regression"
CLS: Final[Kind] = "supervised classification"
UNS: Final[Kind] = "unsupervised"


def match_terms() -> dict[str, str]:
    return {
        "feature": "I", "label": "C", "example": "R", "layer": "V", "model": "M", "dense": "G",
        "weights and biases": "D", "loss": "H", "mean squared error": "W", "gradient descent": "T",
        "optimizer": "F", "learning rate": "O", "batch": "K", "epoch": "A", "forward pass": "X",
        "backpropagation": "N", "flattening": "L", "ReLU": "Q", "softmax": "B", "classification": "J",
        "regression": "U", "training set": "Z", "validation set": "E", "test set": "P",
    }


def kind_of_learning() -> dict[str, Kind]:
    return {
        "temperature": REG, "rent": REG, "rain amount": REG,
        "rain or not": CLS, "garment": CLS, "digit": CLS,
        "customer groups": UNS, "odd payments": UNS,
    }


def _non_negative(**counts: int) -> None:
    for name, value in counts.items():
        if value < 0:
            raise ValueError(f"{name} must be at least 0, because it is a count; got {value!r}")


def steps_per_epoch(num_examples: int, batch_size: int) -> int:
    _non_negative(num_examples=num_examples)
    if batch_size < 1:
        raise ValueError(f"batch_size must be at least 1, because an empty batch never ends; got {batch_size!r}")
    return len(range(0, num_examples, batch_size))


def updates_in_training(num_examples: int, batch_size: int, epochs: int) -> int:
    _non_negative(num_examples=num_examples, epochs=epochs)
    return epochs * steps_per_epoch(num_examples, batch_size)


def examples_seen(num_examples: int, epochs: int) -> int:
    _non_negative(num_examples=num_examples, epochs=epochs)
    return num_examples * epochs


def count_parameters(layer_sizes: Sequence[int]) -> int:
    bad: list[int] = [size for size in layer_sizes if size < 1]
    if bad:
        raise ValueError(f"layer sizes must be at least 1; got {bad}")
    return sum((n_in + 1) * n_out for n_in, n_out in pairwise(layer_sizes))


def relu(x: npt.ArrayLike) -> FloatArray:
    out: FloatArray = np.array(x, dtype=np.float64, copy=True)
    out[out < 0] = 0.0
    return out


def softmax(logits: npt.ArrayLike) -> FloatArray:
    z: FloatArray = np.asarray(logits, dtype=np.float64)
    z = z - np.max(z, axis=-1, keepdims=True)
    log_total: FloatArray = np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return np.exp(z - log_total)


def best_epoch(history: Mapping[str, Sequence[float]] | Any) -> int:
    measures: Mapping[str, Sequence[float]] = history if isinstance(history, Mapping) else history.history
    val_loss: Sequence[float] = measures["val_loss"]
    return min(range(len(val_loss)), key=val_loss.__getitem__)
