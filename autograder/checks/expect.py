"""Expectations: each returns when the answer is right and otherwise says what is wrong and, if known, why.

A mistake's sentence is either a noun phrase ("the sum of the squared errors: divide by how many there are"),
which becomes "That is the sum …", or, when it starts with a capital letter, a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import numpy as np

from autograder.checks.student import Remote, Student, describe, fetch, parameters_of
from autograder.errors import CheckFailed, StudentRaised
from autograder.picture import Picture

__all__ = [
    "expect",
    "expect_array",
    "expect_close",
    "expect_equal",
    "expect_function",
    "expect_items",
    "expect_number",
    "expect_raises",
    "expect_type",
    "fail",
    "is_numbers",
    "recognize",
]

_Array = np.ndarray[Any, Any]
_Mistakes = Mapping[str, object]
_Drawing = Callable[[], Picture]

_KINDS = {"b": "truth values", "i": "whole numbers", "u": "whole numbers", "f": "floating-point numbers"}
_SHOWN_ITEMS = 6
_NOTHING = "Nothing came back (None): does the function end with `return`?"


def fail(
    problem: str,
    *,
    answer: object = None,
    returned: str | None = None,
    expected: str | None = None,
    cause: str = "",
    picture: _Drawing | None = None,
) -> NoReturn:
    """Fail the check.

    Args:
        problem: One sentence that holds no hidden value.
        answer: The answer that is wrong, to find and show the call that gave it.
        returned: What came back, in words; made from ``answer`` if left out.
        expected: What was expected, in words.
        cause: The named mistake, if it is known.
        picture: Draws the answer beside what was expected, from values that the check has already; it is
            called only if a student may see the picture.

    Raises:
        CheckFailed: Always.
    """
    if returned is None and answer is not None:
        returned = describe(answer)
    raise CheckFailed(
        problem,
        returned=returned,
        expected=expected,
        cause=_sentence(cause) if cause else None,
        answer=answer,
        picture=picture,
    )


def expect(
    condition: object,
    problem: str,
    *,
    answer: object = None,
    returned: str | None = None,
    expected: str | None = None,
    cause: str = "",
    picture: _Drawing | None = None,
) -> None:
    """Fail the check with the given words unless the condition is true; see :func:`fail`."""
    if not condition:
        fail(problem, answer=answer, returned=returned, expected=expected, cause=cause, picture=picture)


def expect_function(student: Student, name: str, parameters: Sequence[str] = ()) -> Remote:
    """Return the submission's function (or class) of that name.

    The names of its first parameters must be ``parameters``; further ones are fine if they are optional.
    Nothing is asked of a signature with ``*args`` or ``**kwargs``.

    Raises:
        NotDefined: There is no such name.
        CheckFailed: It cannot be called, or its parameters have other names.
    """
    function = getattr(student, name)
    if not isinstance(function, Remote) or not function._handle.is_callable:
        fail(
            f"`{name}` is not a function.",
            returned=f"{name} = {describe(function)}",
            expected="a function",
            cause=f"Another line gives the name `{name}` to something else: use another name there.",
        )
    found = parameters_of(function) if parameters else None
    # What takes anything, as a decorator's wrapper does, shows by being called what it really takes.
    if found is None or any(parameter.startswith("*") for parameter in found):
        return function
    wanted = f"{name}({', '.join(parameters)})"
    shown = f"{name}({', '.join(found)})"
    if list(found)[: len(parameters)] != list(parameters):
        fail(f"The parameters of `{name}` are not as asked.", returned=shown, expected=wanted)
    surplus = [parameter for parameter, optional in list(found.items())[len(parameters) :] if not optional]
    if surplus:
        fail(
            f"`{name}` demands more than it will be given: {', '.join(surplus)}.",
            returned=shown,
            expected=wanted,
        )
    return function


def expect_array(
    answer: object,
    *,
    shape: Sequence[int] | None = None,
    dtype: str | None = None,
    kind: str = "f",
    mistakes: Mapping[str, Sequence[int] | str] | None = None,
) -> _Array:
    """Return the answer as an array; a tensor, an array, a list or a number will do.

    Args:
        answer: What came back.
        shape: The shape it must have, if given.
        dtype: The dtype it must have, if given, such as ``"float32"``.
        kind: The kinds of dtype that will do, if ``dtype`` is not given: any of ``"b"``, ``"i"``, ``"f"``.
        mistakes: Known wrong shapes or dtypes by their sentence.

    Raises:
        CheckFailed: The answer is no array of that shape and dtype.
    """
    array = _as_array(answer, "an array" if shape != () else "a single number")
    for sentence, wrong in (mistakes or {}).items():
        hit = str(array.dtype) == wrong if isinstance(wrong, str) else array.shape == tuple(wrong)
        if hit and not (not isinstance(wrong, str) and shape is not None and tuple(wrong) == tuple(shape)):
            fail(_WRONG_FORM, answer=answer, expected=_form(shape, dtype, kind), cause=sentence)
    if shape is not None and array.shape != tuple(shape):
        fail(_WRONG_SHAPE, answer=answer, expected=_form(shape, dtype, kind))
    if (dtype is not None and str(array.dtype) != dtype) or (
        dtype is None and array.dtype.kind not in _kinds(kind)
    ):
        fail(_WRONG_DTYPE, answer=answer, expected=_form(shape, dtype, kind))
    return array


def expect_number(answer: object, *, dtype: str | None = None, kind: str = "f") -> float:
    """Return the answer, which must be a single number (a scalar tensor or array will do), as a float.

    Raises:
        CheckFailed: The answer is no single number of that dtype or kind.
    """
    return float(expect_array(answer, shape=(), dtype=dtype, kind=kind).item())


def expect_close(
    answer: object,
    expected: object,
    *,
    mistakes: _Mistakes | None = None,
    rtol: float = 1e-4,
    atol: float = 1e-6,
    dtype: str | None = None,
    problem: str = "The values are not right.",
    picture: _Drawing | None = None,
) -> _Array:
    """Return the answer as an array if it equals ``expected`` in shape and, within the tolerance, in value.

    Args:
        answer: What came back.
        expected: The right values; their shape and kind of dtype must match.
        mistakes: Known wrong answers by their sentence: values, or a predicate of the answer as an array.
        rtol: Tolerance relative to the right value.
        atol: Tolerance in the answer's own units.
        dtype: The dtype that the answer must have, if it matters.
        problem: What to say when no mistake is recognized; holds no hidden value.
        picture: Draws wrong values beside the right ones; see :func:`fail`.

    Raises:
        CheckFailed: The answer is wrong; ``cause`` has the first mistake that it equals.
    """
    right = np.asarray(expected)
    kind = {"u": "i"}.get(right.dtype.kind, right.dtype.kind)
    array = _as_array(answer, _form(right.shape, dtype, kind))
    if array.shape == right.shape and _close(array, right, rtol, atol):
        return expect_array(answer, shape=right.shape, dtype=dtype, kind=kind)
    cause = _recognized(array, mistakes or {}, rtol, atol)
    if cause:
        fail(problem, answer=answer, expected=_right(right, dtype), cause=cause, picture=picture)
    expect_array(answer, shape=right.shape, dtype=dtype, kind=kind)
    shown = _right(right, dtype)
    if np.isfinite(right).all() and not np.isfinite(array).all():
        fail(
            "The answer is not a finite number (nan or inf).", answer=answer, expected=shown, picture=picture
        )
    fail(problem, answer=answer, expected=shown + _first_difference(array, right), picture=picture)


def expect_equal(
    answer: object,
    expected: object,
    *,
    mistakes: _Mistakes | None = None,
    problem: str = "The answer is not right.",
    picture: _Drawing | None = None,
) -> None:
    """Expect a plain value (text, whole number, list, dict) that equals ``expected`` in type and value.

    Raises:
        CheckFailed: The answer is another one; ``cause`` has the mistake that it equals.
    """
    expect_type(answer, type(expected))
    if _same(answer, expected):
        return
    known = (
        sentence
        for sentence, wrong in (mistakes or {}).items()
        if (wrong(answer) if callable(wrong) else _same(answer, wrong))
    )
    fail(problem, answer=answer, expected=describe(expected), cause=next(known, ""), picture=picture)


def expect_type(answer: object, *types: type) -> None:
    """Expect a plain Python value of one of the types, where the class is the point.

    Raises:
        CheckFailed: It is of another class; arrays and tensors are no ``float`` and no ``int``.
    """
    if type(answer) in types:
        return
    wanted = " or ".join(f"a Python {one.__name__}" for one in types)
    if answer is None:
        fail("The function returned nothing.", returned="None", expected=wanted, cause=_NOTHING)
    cause = ""
    if isinstance(answer, np.ndarray) and answer.size == 1 and ({int, float} & set(types)):
        cause = (
            f"{'A NumPy or TensorFlow number' if answer.ndim == 0 else 'An array of one element'} "
            f"is not {wanted} yet: convert it with {types[0].__name__}(…)."
        )
    fail(f"The answer is not {wanted}.", answer=answer, expected=wanted, cause=cause)


def expect_items(answer: object, count: int, *, names: str) -> Sequence[Any]:
    """Return the items of a tuple or list of ``count`` things, called ``names`` in the message.

    Raises:
        CheckFailed: The answer is no tuple or list of that length.
    """
    wanted = f"{count} things: {names}"
    if answer is None:
        fail("The function returned nothing.", returned="None", expected=wanted, cause=_NOTHING)
    if not isinstance(answer, (tuple, list)) or len(answer) != count:
        fail(f"The function must return {wanted}.", answer=answer, expected=wanted)
    return answer


@contextmanager
def recognize(mistakes: Mapping[str, str]) -> Iterator[None]:
    """Name the mistake behind an exception of the submission's code.

    Args:
        mistakes: Sentence by regular expression; the expression is searched in ``"ClassName: text"``.

    Raises:
        CheckFailed: The code inside raised an exception that one of the expressions matches.
    """
    try:
        yield
    except StudentRaised as error:
        cause = next(
            (sentence for pattern, sentence in mistakes.items() if re.search(pattern, str(error))), ""
        )
        if not cause:
            raise
        where = f" in line {error.line}" if error.line else ""
        raise CheckFailed(
            "The code raised an exception.",
            returned=f"nothing: it raised {error}{where}",
            cause=_sentence(cause),
        ) from error


@contextmanager
def expect_raises(kind: str, *, problem: str) -> Iterator[None]:
    """Expect the call inside to raise an exception of class ``kind`` with a text that says why.

    Raises:
        CheckFailed: It raised nothing, or the exception has no text.
    """
    try:
        yield
    except StudentRaised as error:
        if error.kind != kind:
            raise
        if not error.text.strip():
            fail(problem, returned=f"{kind} without a text", expected=f"{kind} that says why")
        return
    fail(problem, returned="no exception", expected=kind)


_WRONG_FORM = "The answer has the wrong form."
_WRONG_SHAPE = "The answer has the wrong shape."
_WRONG_DTYPE = "The answer has the wrong dtype."


def _sentence(mistake: str) -> str:
    text = mistake if mistake[:1].isupper() or not mistake[:1].isalpha() else f"That is {mistake}"
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _as_array(answer: object, wanted: str) -> _Array:
    if answer is None:
        fail("The function returned nothing.", returned="None", expected=wanted, cause=_NOTHING)
    try:
        answer = fetch(answer)
        # Text among the numbers would have NumPy make room for the longest one in every place.
        array = np.asarray(answer if is_numbers(answer) else None)
    except (StudentRaised, ValueError, OverflowError, MemoryError):
        array = np.asarray(None)
    if array.dtype.kind not in "biufc":
        fail("The answer is not made of numbers.", answer=answer, expected=wanted)
    return array


def is_numbers(value: object) -> bool:
    """Say whether a value is a number, an array, or a list of such, however deep, without a text in it."""
    if isinstance(value, (list, tuple)):
        return all(map(is_numbers, value))
    return isinstance(value, (bool, int, float, np.ndarray, np.generic))


def _same(answer: object, right: object) -> bool:
    """Say whether plain values are equal in value and, throughout, in class."""
    if type(answer) is not type(right):
        return False
    if isinstance(answer, dict) and isinstance(right, dict):
        return answer.keys() == right.keys() and all(_same(answer[key], right[key]) for key in right)
    if isinstance(answer, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(answer) == len(right) and all(map(_same, answer, right))
    if isinstance(answer, np.ndarray):
        return bool(np.array_equal(answer, np.asarray(right)))
    return bool(answer == right)


def _kinds(kind: str) -> str:
    return kind.replace("i", "iu")


def _form(shape: Sequence[int] | None, dtype: str | None, kind: str) -> str:
    what = dtype or " or ".join(_KINDS.get(one, "numbers") for one in kind)
    if shape is None:
        return what
    return f"a single number ({what})" if tuple(shape) == () else f"{what} of shape {tuple(shape)}"


def _close(array: _Array, right: _Array, rtol: float, atol: float) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.allclose(array, right, rtol=rtol, atol=atol, equal_nan=False))


def _recognized(array: _Array, mistakes: _Mistakes, rtol: float, atol: float) -> str:
    return next((sentence for sentence, wrong in mistakes.items() if _matches(array, wrong, rtol, atol)), "")


def _matches(array: _Array, wrong: object, rtol: float, atol: float) -> bool:
    if callable(wrong):
        predicate: Callable[[_Array], object] = wrong
        with np.errstate(all="ignore"):
            return bool(predicate(array))
    value = np.asarray(wrong)
    with np.errstate(all="ignore"):
        return array.shape == value.shape and bool(
            np.allclose(array, value, rtol=rtol, atol=atol, equal_nan=True)
        )


def _right(right: _Array, dtype: str | None) -> str:
    """Describe right values; their dtype only where it matters, since graders compute in another one."""
    if dtype is not None:
        return describe(right.astype(dtype))
    text = describe(right).replace(f" ({right.dtype})", "")
    return text.replace(f"{right.dtype} array", "numbers" if right.size > _SHOWN_ITEMS else "an array")


def _first_difference(array: _Array, right: _Array) -> str:
    """Say which element of a large answer is the first wrong one; small answers are shown whole."""
    with np.errstate(all="ignore"):
        wrong = np.argwhere(~np.isclose(array, right, rtol=1e-4, atol=1e-6))
    if right.size <= _SHOWN_ITEMS or not len(wrong):
        return ""
    place = tuple(int(index) for index in wrong[0])
    shown = ", ".join(map(str, place))
    return f"; at [{shown}] {right[place]:.7g} was expected, {array[place]:.7g} came back"
