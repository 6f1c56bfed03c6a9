"""Expectations: each returns when the answer is right and otherwise says what is wrong and, if known, why.

A mistake is a noun phrase ("the sum of the squared errors: divide by how many there are") or a sentence. It
is shown behind the words "probable cause", with a capital at its beginning and a full stop at its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import numpy as np

from autograder.checks.student import (
    Remote,
    Student,
    describe,
    fetch,
    parameters_of,
    remark,
)
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
    "expect_numbers",
    "expect_raises",
    "expect_type",
    "expect_whole",
    "fail",
    "is_numbers",
    "recognize",
    "remark_on_numbers",
]

_Array = np.ndarray[Any, Any]
_Mistakes = Mapping[str, object]
_Drawing = Callable[[], Picture]

_KINDS = {"b": "truth values", "i": "whole numbers", "u": "whole numbers", "f": "floating-point numbers"}
_SHOWN_ITEMS = 6
_SHOWN_DIFFERENCES = 3
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
    if not _is_true(condition):
        fail(problem, answer=answer, returned=returned, expected=expected, cause=cause, picture=picture)


def expect_function(
    student: Student, name: str, parameters: Sequence[str] = (), optional: Sequence[str] = ()
) -> Remote:
    """Return the submission's function (or class) of that name; of several the last that can be called.

    What the signature says is the submission's word: it serves to explain what a call would end in anyway.

    Args:
        student: The submission.
        name: The function's name.
        parameters: What it is given by position, in words for the message: the names are the student's own.
        optional: Names of parameters with a default, which it must take by keyword.

    Raises:
        NotDefined: There is no such name.
        CheckFailed: It cannot be called, or not with so many arguments or those keywords.
    """
    function = getattr(student, name)
    if not isinstance(function, Remote) or not function._handle.is_callable:
        fail(
            f"`{name}` is not a function.",
            returned=f"{name} = {describe(function)}",
            expected="a function",
            cause=f"Another line gives the name `{name}` to something else: use another name there.",
        )
    found = parameters_of(function) if parameters or optional else None
    # What takes anything, as a decorator's wrapper does, shows by being called what it really takes.
    if found is not None and not any(parameter.startswith("*") for parameter in found):
        _expect_parameters(name, found, parameters, optional)
    return function


def _expect_parameters(
    name: str, found: Mapping[str, bool], parameters: Sequence[str], optional: Sequence[str]
) -> None:
    needed = [one for one, may_be_left_out in found.items() if not may_be_left_out and one not in optional]
    wanted = f"{name}({', '.join((*parameters, *(f'{one}=…' for one in optional)))})"
    shown = f"{name}({', '.join(one + '=…' * default for one, default in found.items())})"
    if len(needed) > len(parameters):
        problem = f"`{name}` asks for {len(needed)} arguments and is given {len(parameters)}."
        fail(problem, returned=shown, expected=wanted)
    if len([one for one in found if one not in optional]) < len(parameters):
        problem = f"`{name}` takes fewer arguments than the {len(parameters)} that it is given."
        fail(problem, returned=shown, expected=wanted)
    missing = [one for one in optional if one not in found]
    if missing:
        fail(f"`{name}` has no parameter `{missing[0]}`.", returned=shown, expected=wanted)


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


def expect_number(answer: object, *, dtype: str | None = None, kind: str = "if") -> float:
    """Return the answer, which must be a single number, as a float.

    Any real scalar is one: of Python, of NumPy, a tensor or a variable of shape ``()``, a whole number as
    1875.0. Truth values, texts and arrays of one element are none.

    Args:
        answer: What came back.
        dtype: The dtype it must have, where that is asked for, such as ``"float32"``.
        kind: The kinds of dtype that will do: ``"i"``, ``"f"`` or both.

    Raises:
        CheckFailed: The answer is no single number of that dtype or kind.
    """
    array = _as_array(answer, _form((), dtype, kind))
    cause = ""
    if array.dtype.kind == "b":
        cause = "True and False are truth values, not numbers."
    elif array.size == 1 and array.shape:
        cause = f"An array of one element, shape {array.shape}, is not a number: take its element."
    if cause:
        fail(
            "The answer is not a single number.", answer=answer, expected=_form((), dtype, kind), cause=cause
        )
    return float(expect_array(array, shape=(), dtype=dtype, kind=kind).item())


def expect_whole(answer: object, expected: int, *, mistakes: _Mistakes | None = None, **words: Any) -> None:
    """Expect a whole number, of whatever class: 1875, ``np.int64(1875)`` and 1875.0 are the same.

    Args:
        answer: What came back.
        expected: The right number, of any size up to 2**53.
        mistakes: Known wrong numbers by their sentence.
        words: ``problem`` and ``picture``, as :func:`expect_close` takes.

    Raises:
        CheckFailed: It is no number, or another one.
    """
    number = expect_number(answer)
    if number != expected:
        wrong = {
            sentence: float(value) if isinstance(value, (int, float)) else value
            for sentence, value in (mistakes or {}).items()
        }
        cause = _recognized(np.asarray(number), wrong, 0.0, 0.0)
        problem = words.pop("problem", "The number is not right.")
        fail(problem, answer=answer, expected=str(expected), cause=cause, **words)


def expect_numbers(answer: object, count: int | None = None, *, names: str = "numbers") -> _Array:
    """Return a sequence of single numbers as float64 of shape ``(count,)``.

    A list, a tuple, an array or a tensor will do, of numbers of any class; see :func:`expect_number`.

    Args:
        answer: What came back.
        count: How many numbers there must be, if that is known.
        names: What they are, for the message.

    Raises:
        CheckFailed: It is no sequence of single numbers, or one of another length.
    """
    wanted = f"{names if count is None else f'{count} {names}'}, in a list or array"
    array = _as_array(answer, wanted)
    if array.dtype.kind not in "iuf" or array.ndim != 1:
        cause = ""
        if array.ndim == 2 and 1 in array.shape:
            cause = "Each of them is an array of one element and not a number: take its element."
        fail(f"The answer must be {names}, one after the other.", answer=answer, expected=wanted, cause=cause)
    if count is not None and len(array) != count:
        problem = f"There must be {count} {names}; {len(array)} came back."
        fail(problem, answer=answer, expected=wanted)
    return array.astype(np.float64)


def remark_on_numbers(student: Student, answer: object) -> None:
    """Remark where a number, or a number in a list, is right but of a class that prints less nicely."""
    items = answer if isinstance(answer, (list, tuple)) else [answer]
    if any(isinstance(item, (Remote, np.ndarray, np.generic)) for item in items):
        remark(student, "Right. A plain `float(…)` or `int(…)` prints more nicely and goes into JSON.")


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
    # A number is a number, whole or not; a truth value is none.
    kind = "if" if right.dtype.kind in "iuf" else right.dtype.kind
    array = _as_array(answer, _form(right.shape, dtype, kind))
    if array.shape == right.shape and _close(array, right, rtol, atol):
        return expect_array(answer, shape=right.shape, dtype=dtype, kind=kind)
    cause = _recognized(array, mistakes or {}, rtol, atol)
    shown = _right(right, dtype)
    if not cause:
        expect_array(answer, shape=right.shape, dtype=dtype, kind=kind)
        if np.isfinite(right).all() and not np.isfinite(array).all():
            problem = "The answer is not a finite number (nan or inf)."
    mine, theirs = _most_different(array, right)
    fail(
        problem,
        answer=answer,
        returned=f"{describe(answer)}{mine}" if mine else None,
        expected=f"{shown}{theirs}",
        cause=cause,
        picture=picture,
    )


def expect_equal(
    answer: object,
    expected: object,
    *,
    mistakes: _Mistakes | None = None,
    problem: str = "The answer is not right.",
    picture: _Drawing | None = None,
) -> None:
    """Expect a plain value (text, number, list, dict) that equals ``expected``.

    A number is a number of whatever class, and a list is as good as a tuple; a truth value is no number.

    Raises:
        CheckFailed: The answer is another one; ``cause`` has the mistake that it equals.
    """
    answer = fetch(answer) if isinstance(answer, (list, tuple)) else answer
    if _same(answer, expected):
        return
    if answer is None:
        fail("The function returned nothing.", returned="None", expected=describe(expected), cause=_NOTHING)
    known = (
        sentence
        for sentence, wrong in (mistakes or {}).items()
        if (_holds(wrong, answer) if callable(wrong) else _same(answer, wrong))
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
        raise CheckFailed(
            "The code raised an exception.",
            returned=f"nothing: it raised {error}",
            cause=_sentence(cause),
            raised=error,
        ) from error


@contextmanager
def expect_raises(kind: str, *, problem: str) -> Iterator[None]:
    """Expect the call inside to raise an exception of class ``kind``, or of one made from it, that says why.

    Raises:
        CheckFailed: It raised nothing, or the exception has no text.
    """
    try:
        yield
    except StudentRaised as error:
        if kind not in (error.kind, *error.bases):
            raise
        if not error.text.strip():
            fail(problem, returned=f"{kind} without a text", expected=f"{kind} that says why")
        return
    fail(problem, returned="no exception", expected=kind)


def _is_true(condition: object) -> bool:
    """Say whether a condition holds; one over an array, which an odd answer can make of it, holds nowhere."""
    try:
        return bool(condition)
    except ValueError:
        return False


_WRONG_FORM = "The answer has the wrong form."
_WRONG_SHAPE = "The answer has the wrong shape."
_WRONG_DTYPE = "The answer has the wrong dtype."


def _sentence(mistake: str) -> str:
    """Return a cause as a sentence: noun phrases and whole sentences alike begin with a capital and end."""
    text = mistake[:1].upper() + mistake[1:]
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


def _same(answer: object, right: object) -> bool:  # noqa: PLR0911 (one return a type)
    """Say whether plain values are equal; numbers by value, lists and tuples by their items."""
    if isinstance(answer, np.ndarray) and not isinstance(right, np.ndarray):
        answer = answer.item() if answer.ndim == 0 else answer.tolist()
    if isinstance(right, bool) or isinstance(answer, bool):
        return answer is right
    if isinstance(right, (int, float)):
        return isinstance(answer, (int, float)) and answer == right
    if isinstance(right, dict):
        if not isinstance(answer, dict) or answer.keys() != right.keys():
            return False
        return all(_same(answer[key], right[key]) for key in right)
    if isinstance(right, (list, tuple)):
        if not isinstance(answer, (list, tuple)) or len(answer) != len(right):
            return False
        return all(map(_same, answer, right))
    if isinstance(right, np.ndarray):
        return bool(np.array_equal(np.asarray(answer, dtype=object), right.astype(object)))
    return type(answer) is type(right) and bool(answer == right)


def _holds(predicate: Callable[[Any], object], answer: object) -> bool:
    """Say whether a mistake's predicate recognizes an answer; one that cannot be asked does not."""
    try:
        with np.errstate(all="ignore"):
            return bool(predicate(answer))
    # A mistake only adds to the words: an answer so odd that its predicate raises is no match.
    except Exception:
        return False


def _kinds(kind: str) -> str:
    return kind.replace("i", "iu")


def _form(shape: Sequence[int] | None, dtype: str | None, kind: str) -> str:
    is_any = "i" in kind and "f" in kind
    what = dtype or ("numbers" if is_any else " or ".join(_KINDS.get(one, "numbers") for one in kind))
    if shape is not None and tuple(shape) == () and what == "numbers":
        return "a single number"
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
        return _holds(wrong, array)
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


def _most_different(array: _Array, right: _Array) -> tuple[str, str]:
    """Return the few values that differ most, as they came back and as expected; small answers show all."""
    if array.shape != right.shape or right.size <= _SHOWN_ITEMS or array.dtype.kind == "c":
        return "", ""
    with np.errstate(all="ignore"):
        distance = np.abs(np.nan_to_num(array.astype(float) - right.astype(float), nan=np.inf, posinf=np.inf))
    worst = np.argsort(-distance, axis=None, kind="stable")[:_SHOWN_DIFFERENCES]
    worst = np.sort(worst[distance.ravel()[worst] > 0])
    places = [tuple(map(int, np.unravel_index(int(flat), right.shape))) for flat in worst]

    def told(values: _Array) -> str:
        shown = (f"[{', '.join(map(str, place))}]: {float(values[place]):.6g}" for place in places)
        return f"; most different at {', '.join(shown)}"

    return told(array), told(right)
