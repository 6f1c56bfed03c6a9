"""Objects of a submission → what may travel: plain values as they are, everything else as a handle."""

from __future__ import annotations

import inspect
import numbers
import sys
from typing import Any

import numpy as np

from autograder.errors import WireError
from autograder.wire import PLAIN_TYPES, Budget, Handle, Tensor

__all__ = ["Objects", "parameters"]

_NUMERIC = "biufc"


class Objects:
    """The objects that stay here, by the number of their handle."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._objects: dict[int, object] = {}
        self._next = 1

    def forget(self) -> None:
        """Let go of every object."""
        self._objects.clear()

    def keep(self, value: object) -> Handle:
        """Keep an object and return its handle."""
        number, self._next = self._next, self._next + 1
        self._objects[number] = value
        kind = type(value)
        return Handle(number, f"{kind.__module__}.{kind.__qualname__}", callable(value))

    def resolve(self, value: Any) -> Any:
        """Return what arrived with handles replaced by their objects and tensors made."""
        if type(value) in PLAIN_TYPES:
            return value
        if isinstance(value, Handle):
            return self._objects[value.number]
        if isinstance(value, Tensor):
            import tensorflow as tf

            return tf.constant(value.array)
        if isinstance(value, (list, tuple)):
            return type(value)(self.resolve(item) for item in value)
        if isinstance(value, dict):
            return {key: self.resolve(item) for key, item in value.items()}
        return value

    def plain(self, value: object) -> Any:
        """Return the value in a form that may travel.

        Raises:
            WireError: It has more parts or is nested deeper than an answer may be.
        """
        return self._plain(value, 0, [self._budget.nodes])

    def fetched(self, value: Any) -> Any:
        """Return the numbers of a variable, a tensor or whatever NumPy can make an array of."""
        array = np.asarray(value.numpy() if hasattr(value, "numpy") else value)
        if array.dtype.kind not in _NUMERIC:
            raise TypeError(f"{type(value).__name__} holds no numbers")
        return array

    def _plain(self, value: Any, depth: int, left: list[int]) -> Any:  # noqa: PLR0911 (one return a type)
        left[0] -= 1
        if left[0] < 0:
            raise WireError(f"an answer of more than {self._budget.nodes:,} values")
        if depth > self._budget.depth:
            raise WireError(f"an answer nested more than {self._budget.depth} deep")
        if type(value) in PLAIN_TYPES:
            return value
        if isinstance(value, (list, tuple)):
            items = [self._plain(item, depth + 1, left) for item in value]
            return tuple(items) if isinstance(value, tuple) else items
        if isinstance(value, str):  # of whatever class: a name of NumPy's, an enumeration's member
            return str.__str__(value)
        if isinstance(value, dict) and all(isinstance(key, (str, int, float)) for key in value):
            return {_key(key): self._plain(item, depth + 1, left) for key, item in value.items()}
        if isinstance(value, (np.ndarray, np.generic)):
            return self._plain_array(np.asarray(value), value)
        if _is_tensor(value):
            return self._plain_array(np.asarray(value.numpy()), value)
        if isinstance(value, numbers.Real):  # a fraction, an enumeration's member: a number is a number
            return int(value) if isinstance(value, numbers.Integral) else float(value)
        return self.keep(value)

    def _plain_array(self, array: np.ndarray[Any, Any], value: object) -> Any:
        if array.dtype.kind in _NUMERIC and type(array) is np.ndarray and array.dtype.itemsize <= 16:
            return array
        if array.dtype.kind == "O" and array.ndim == 0 and isinstance(array.item(), bytes):
            return array.item().decode("utf-8", "replace")
        if array.dtype.kind == "U":
            return array.tolist()
        return self.keep(value)


def _key(key: str | float) -> str | float:
    """Return a key in the class that travels."""
    if isinstance(key, str):
        return str.__str__(key)
    return key if type(key) in (bool, int, float) else float(key)


def _is_tensor(value: object) -> bool:
    """Say whether the value is a TensorFlow tensor with values; without importing TensorFlow."""
    tensorflow = sys.modules.get("tensorflow")
    return tensorflow is not None and isinstance(value, tensorflow.Tensor) and hasattr(value, "numpy")


def parameters(function: Any) -> dict[str, bool] | None:
    """Return the parameters' names, each with whether it may be left out; None where that is not known."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    stars: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    return {
        stars.get(one.kind, "") + one.name: one.kind in stars or one.default is not inspect.Parameter.empty
        for one in found
    }
