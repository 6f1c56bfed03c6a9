from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt


class Kind(StrEnum):
    REGRESSION = "supervised regression"
    CLASSIFICATION = "supervised classification"
    UNSUPERVISED = "unsupervised"


_ANSWERS: Final[dict[str, str]] = {
    "feature": "I", "label": "C", "example": "R",
    "layer": "V", "model": "M", "dense": "G", "weights and biases": "D",
    "loss": "H", "mean squared error": "W",
    "gradient descent": "T", "optimizer": "F", "learning rate": "O",
    "batch": "K", "epoch": "A",
    "forward pass": "X", "backpropagation": "N",
    "flattening": "L", "ReLU": "Q", "softmax": "B",
    "classification": "J", "regression": "U",
    "training set": "Z", "validation set": "E", "test set": "P",
}


def match_terms() -> dict[str, str]:
    return _ANSWERS.copy()


def kind_of_learning() -> dict[str, str]:
    return {
        "temperature": Kind.REGRESSION,
        "rent": Kind.REGRESSION,
        "rain amount": Kind.REGRESSION,
        "rain or not": Kind.CLASSIFICATION,
        "garment": Kind.CLASSIFICATION,
        "digit": Kind.CLASSIFICATION,
        "customer groups": Kind.UNSUPERVISED,
        "odd payments": Kind.UNSUPERVISED,
    }


def _check(value: int, name: str, *, minimum: int = 0) -> int:
    if value < minimum:
        raise ValueError(f"{name} must be >= {minimum}, not {value!r}")
    return value


def steps_per_epoch(num_examples: int, batch_size: int, drop_remainder: bool = False) -> int:
    _check(num_examples, "num_examples")
    _check(batch_size, "batch_size", minimum=1)
    full, rest = divmod(num_examples, batch_size)
    return full if drop_remainder else full + bool(rest)


def updates_in_training(num_examples: int, batch_size: int, epochs: int, initial_epoch: int = 0) -> int:
    _check(epochs, "epochs")
    return steps_per_epoch(num_examples, batch_size) * max(epochs - initial_epoch, 0)


def examples_seen(num_examples: int, epochs: int) -> int:
    return _check(num_examples, "num_examples") * _check(epochs, "epochs")


def count_parameters(layer_sizes: Sequence[int], use_bias: bool = True) -> int:
    for size in layer_sizes:
        _check(size, "size", minimum=1)
    return sum(fan_in * units + use_bias * units for fan_in, units in pairwise(layer_sizes))


def relu(x: npt.ArrayLike, negative_slope: float = 0.0) -> npt.NDArray[np.float64]:
    a: npt.NDArray[np.float64] = np.asarray(x, dtype=np.float64)
    return np.where(a < 0, negative_slope * a, a)


def softmax(logits: npt.ArrayLike, axis: int = -1, temperature: float = 1.0) -> npt.NDArray[np.float64]:
    z = np.asarray(logits, dtype=np.float64) / temperature
    z = z - np.max(z, axis=axis, keepdims=True)
    log_norm = np.log(np.sum(np.exp(z), axis=axis, keepdims=True))
    return np.exp(z - log_norm)


def best_epoch(history: Any, monitor: str = "val_loss") -> int:
    logs: Mapping[str, list[float]]
    match history:
        case dict():
            logs = history
        case _:
            logs = history.history
    return min(enumerate(logs[monitor]), key=lambda pair: pair[1])[0]
