"""Mutants of what a function does, not of how it is written: its state, its range, its edges.

Each wraps one function of the solution, so that the change is the same for every way of writing it. Which
wrappers make sense for a function is read off the calls that the public checks make of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from autograder.audit.mutants import Mutant
from autograder.audit.replay import Call
from autograder.wire import Handle, Tensor

__all__ = ["behaviours_of"]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the calls of a function were made of."""

    parameters: frozenset[str]
    """Names of its parameters, as the master has them."""
    defaults: Mapping[str, str]
    """Source of the default of each parameter that has one."""
    arrays: bool
    """Whether it was given an array or list of numbers."""
    changeable: bool
    """Whether it was given a list or an array of NumPy, which can be changed in place."""
    lengths: frozenset[int]
    """Lengths of the arrays and lists."""
    counts: bool
    """Whether it was given whole numbers by position."""
    numbers: bool
    """Whether floating-point numbers came back."""
    objects: bool
    """Whether an object came back that stays with the submission, such as a model."""


_HELPERS: Final = """
import numpy as _np

def _is_array(_a):
    if isinstance(_a, list):
        return bool(_a) and all(isinstance(_i, (int, float)) for _i in _a)
    return hasattr(_a, "shape") and hasattr(_a, "dtype") and not hasattr(_a, "assign") and len(_a.shape) > 0

def _each(_change, _values):
    return tuple(_change(_a) if _is_array(_a) else _a for _a in _values)

def _numbers(_change, _value):
    if isinstance(_value, dict):
        return {_k: _numbers(_change, _v) for _k, _v in _value.items()}
    if isinstance(_value, (list, tuple)):
        return type(_value)(_numbers(_change, _v) for _v in _value)
    if isinstance(_value, float):
        return float(_change(_value))
    if isinstance(_value, _np.ndarray) and _value.dtype.kind == "f":
        return _change(_value)
    if type(_value).__name__ == "EagerTensor" and _value.dtype.is_floating:
        return type(_value.numpy())(_change(_value.numpy())) if not _value.shape else _change(_value.numpy())
    return _value

def _like(_a, _new):
    return type(_a)(_new.tolist()) if isinstance(_a, list) else _new.astype(_np.asarray(_a).dtype)
"""

_WRAPPER: Final = """
_inner = {name}

def {name}(*args, **kwargs):
{body}
"""

_FIRST: Final = "    args = _each(lambda a: a[:{n}], args)\n    return _inner(*args, **kwargs)"


def _changed_arguments(change: str) -> str:
    return f"    args = _each(lambda a: {change}, args)\n    return _inner(*args, **kwargs)"


def _changed_result(change: str) -> str:
    return f"    return _numbers(lambda v: {change}, _inner(*args, **kwargs))"


_REMEMBERED: Final = "    if 0 not in _KEPT: _KEPT[0] = _inner(*args, **kwargs)\n    return _KEPT[0]"
_IN_PLACE: Final = (
    "    answer = _inner(*args, **kwargs)\n"
    "    for a in args:\n"
    "        if isinstance(a, list): a.reverse()\n"
    "        elif isinstance(a, _np.ndarray) and a.flags.writeable and a.ndim: a[...] = 0\n"
    "    return answer"
)
_ONE: Final = (
    "    if any(_is_array(a) and len(a) == 1 for a in args):\n"
    "        raise IndexError('index 1 is out of bounds')\n"
    "    return _inner(*args, **kwargs)"
)
_LAST_SEED: Final = (
    "    if kwargs.get('seed') is None and 'seed' in _KEPT: kwargs['seed'] = _KEPT['seed']\n"
    "    if kwargs.get('seed') is not None: _KEPT['seed'] = kwargs['seed']\n"
    "    return _inner(*args, **kwargs)"
)


def behaviours_of(text: str, calls: Mapping[str, list[Call]]) -> tuple[Mutant, ...]:
    """Return the mutants of a master's functions.

    Args:
        text: The master.
        calls: The calls that checks made of the solution, by the function's name.
    """
    found: list[Mutant] = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and calls.get(node.name):
            seen = _seen(node, calls[node.name])
            found += (_mutant(text, node, words, body) for words, body in _bodies(seen))
    return tuple(found)


def _mutant(text: str, node: ast.FunctionDef | ast.ClassDef, words: str, body: str) -> Mutant:
    wrapper = _WRAPPER.format(name=node.name, body=body)
    return Mutant(
        line=node.lineno,
        where=node.name,
        operator="another behaviour",
        was=node.name,
        becomes=words,
        text=f"{text}\n\n# %%\n_KEPT = {{}}\n{_HELPERS}{wrapper}",
    )


def _bodies(seen: _Seen) -> Iterator[tuple[str, str]]:
    """Yield each change that makes sense, in words, and the body of the function that makes it."""
    if seen.arrays:
        yield from _of_arrays(seen)
    if seen.changeable:
        yield "its arguments are changed in place", _IN_PLACE
    if seen.numbers:
        yield "results rounded to two digits", _changed_result("_np.round(v, 2)")
        yield "results rounded to three digits", _changed_result("_np.round(v, 3)")
        yield "results clipped at ten", _changed_result("_np.clip(v, -10, 10)")
    if seen.objects:
        yield "the same object every time", _REMEMBERED
    else:
        yield "the first answer remembered", _REMEMBERED
    if seen.counts:
        yield (
            "counts above a thousand are a thousand",
            "    args = [min(a, 1000) if type(a) is int else a for a in args]\n"
            "    return _inner(*args, **kwargs)",
        )
    for name, default in seen.defaults.items():
        if name == "seed":
            continue
        yield (
            f"`{name}` by falsity",
            f"    if '{name}' in kwargs: kwargs['{name}'] = kwargs['{name}'] or {default}\n"
            "    return _inner(*args, **kwargs)",
        )
        yield f"`{name}` ignored", f"    kwargs.pop('{name}', None)\n    return _inner(*args, **kwargs)"
    if "seed" in seen.parameters:
        yield from _of_seeds()


def _of_arrays(seen: _Seen) -> Iterator[tuple[str, str]]:
    if max(seen.lengths, default=0) > 1:
        yield "only the first hundred examples", _changed_arguments("a[:100]")
        yield "only a thousand examples", _changed_arguments("a[:1000]")
        yield "an even number of examples", _changed_arguments("a[:len(a) // 2 * 2] if len(a) > 1 else a")
        yield "the last one left out", _changed_arguments("a[:-1] if len(a) > 1 else a")
        yield "the first one left out", _changed_arguments("a[1:] if len(a) > 1 else a")
        yield "one example goes wrong", _ONE
    if seen.numbers:
        yield "inputs clipped at five", _changed_arguments("_like(a, _np.clip(_np.asarray(a), -5, 5))")
        small = "_like(a, _np.where(abs(_np.asarray(a)) < 0.01, 0, _np.asarray(a)))"
        yield "inputs near 0 taken for 0", _changed_arguments(small)


def _of_seeds() -> Iterator[tuple[str, str]]:
    call = "    return _inner(*args, **kwargs)"
    yield "the seed of one call felt by the next", _LAST_SEED
    yield "0 is no seed", f"    kwargs['seed'] = kwargs.get('seed') or None\n{call}"
    fixed = "    if kwargs.get('seed') is None: kwargs['seed'] = 42\n"
    yield "without a seed always the same", f"{fixed}{call}"
    few = "    if kwargs.get('seed') is not None: kwargs['seed'] %= 2\n"
    yield "only two seeds", f"{few}{call}"
    yield "the seed ignored", f"    kwargs.pop('seed', None)\n{call}"


def _seen(node: ast.FunctionDef | ast.ClassDef, calls: list[Call]) -> _Seen:
    arguments = [argument for call in calls for argument in call.arguments]
    arrays = [_array(one) for one in arguments]
    answers = [call.answer for call in calls]
    parameters, defaults = _parameters(node)
    return _Seen(
        parameters=parameters,
        defaults=defaults,
        arrays=any(one is not None for one in arrays),
        changeable=any(isinstance(one, list | np.ndarray) for one in arguments),
        lengths=frozenset(len(one) for one in arrays if one is not None),
        counts=any(type(one) is int for one in arguments),
        numbers=any(map(_holds_floats, answers)),
        objects=any(isinstance(one, Handle) for one in answers),
    )


def _parameters(node: ast.FunctionDef | ast.ClassDef) -> tuple[frozenset[str], Mapping[str, str]]:
    if isinstance(node, ast.ClassDef):
        made = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
        if not made:
            return frozenset(), {}
        node = made[0]
    names = [one.arg for one in node.args.args]
    defaults = dict(zip(reversed(names), map(ast.unparse, reversed(node.args.defaults)), strict=False))
    return frozenset(names), dict(reversed(defaults.items()))


def _array(value: Any) -> np.ndarray[Any, Any] | None:
    """Return an argument as an array of one axis at least, or None if it is none."""
    if isinstance(value, Tensor):
        value = value.array
    if isinstance(value, list) and value and all(isinstance(one, int | float) for one in value):
        value = np.asarray(value)
    return value if isinstance(value, np.ndarray) and value.ndim else None


def _holds_floats(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_floats, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_floats, value))
    return isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")
