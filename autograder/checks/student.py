"""The ``student`` handle: what a submission defines, spoken to over the wire."""

from __future__ import annotations

import functools
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ParamSpec, Protocol, TypeVar

import numpy as np

from autograder.errors import StudentFailure
from autograder.model import IN_A_CELL, Places
from autograder.wire import PLAIN_TYPES, Handle, Tensor

__all__ = [
    "Asker",
    "Remote",
    "Student",
    "aside",
    "attributes",
    "call_and_keep",
    "describe",
    "fetch",
    "keep",
    "last_function",
    "library",
    "machinery",
    "parameters_of",
    "remark",
    "remark_on_prints",
    "remarks_of",
    "take",
    "tensor",
]

_Parameters = ParamSpec("_Parameters")
_Returned = TypeVar("_Returned")
_SHOWN_ITEMS = 6
_SHOWN_TEXT = 300
_REMEMBERED = 20
_STRANGE = "The submission's process answered with something else than was asked."
_ROOT = re.compile(r"[^\W\d]\w*(?=[.(\[])")
"""The name with which the text of a call or an attribute begins."""


class Asker(Protocol):
    """Whatever answers questions about a submission; a session of a sandbox does."""

    def ask(self, operation: str, *operands: object) -> Any:
        """Return the answer as plain data.

        Raises:
            StudentFailure: The submission raised, has no such name, or its worker is lost.
        """


class _Conversation:
    """Remembers which call produced which answer, for the feedback of one check."""

    def __init__(self, asker: Asker, places: Places) -> None:
        self.asker = asker
        self.places = places
        self.last = ""
        self.libraries: dict[str, Remote] = {}
        self.functions: dict[str, Any] = {}
        self.parameters: dict[int, Any] = {}
        self.remarks: dict[str, None] = {}
        # The last few: an answer may be large, and a check judges it soon.
        self.answers: deque[tuple[object, str]] = deque(maxlen=_REMEMBERED)

    def ask(self, text: str, operation: str, *operands: object) -> Any:
        """Ask and remember; ``text`` is what the question looks like in the student's own words."""
        if operation == "call":
            self.last = text
        answer = self._wrap(self.asker.ask(operation, *operands), text)
        if operation == "call":
            self.answers.append((answer, text))
            if isinstance(answer, (tuple, list)):
                self.answers.extend((item, text) for item in answer[:_SHOWN_ITEMS])
        return answer

    def call_of(self, answer: object) -> str:
        """Return the text of the call that produced the answer, or else of the last call."""
        found = (text for known, text in reversed(self.answers) if known is answer and answer is not None)
        return next(found, self.last)

    def _wrap(self, value: Any, text: str) -> Any:
        if isinstance(value, Handle):
            return Remote(self, value, text)
        if isinstance(value, (list, tuple)):
            return type(value)(
                item if type(item) in PLAIN_TYPES else self._wrap(item, _cut(f"{text}[{index}]"))
                for index, item in enumerate(value)
            )
        if isinstance(value, dict):
            return {
                key: item if type(item) in PLAIN_TYPES else self._wrap(item, _cut(f"{text}[{describe(key)}]"))
                for key, item in value.items()
            }
        return value


class Student:
    """What the submission defines: ``student.loss(p, t)`` asks the worker and returns the answer.

    Of several things by one name the last that can be called counts; see :func:`last_function`.

    Simple values come back as Python objects, numeric arrays and tensors as NumPy arrays, anything else
    (a model, a dataset, a variable) as a :class:`Remote`.
    """

    __slots__ = ("_conversation",)

    def __init__(self, asker: Asker, places: Places = IN_A_CELL) -> None:
        self._conversation = _Conversation(asker, places)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return last_function(self, name)


class Remote:
    """An object that stays with the worker; it can be called, passed in again and asked for attributes."""

    __slots__ = ("_conversation", "_handle", "_text")

    def __init__(self, conversation: _Conversation, handle: Handle, text: str) -> None:
        self._conversation = conversation
        self._handle = handle
        self._text = text

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._conversation.ask(f"{self._text}.{name}", "attr", self._handle, name)

    def __getitem__(self, key: object) -> Any:
        return self._conversation.ask(f"{self._text}[{describe(key)}]", "item", self._handle, _unwrap(key))

    # Without this, Python would iterate by asking for item 0, 1, 2 … of a hostile object.
    __iter__ = None

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Call the object with values and other remotes; return the answer."""
        return self._call(args, kwargs, keep=False)

    def _call(self, args: tuple[object, ...], kwargs: Mapping[str, object], *, keep: bool) -> Any:
        shown = [_argument(arg) for arg in args] + [f"{key}={_argument(arg)}" for key, arg in kwargs.items()]
        text = f"{self._text}({', '.join(shown)})"
        plain = [_unwrap(arg) for arg in args], {key: _unwrap(arg) for key, arg in kwargs.items()}
        return self._conversation.ask(text, "call", self._handle, *plain, keep)

    def __repr__(self) -> str:
        return f"<{self._handle.kind} of the submission>"


def last_function(student: Student, name: str) -> Any:
    """Return the last thing by that name that can be called, else what has the name.

    It is asked for once a check: what has the name when the check begins counts.

    Raises:
        NotDefined: There is no such name.
    """
    conversation = student._conversation
    if name in conversation.functions:
        return conversation.functions[name]
    answer = conversation.ask(name, "function", name)
    if not isinstance(answer, list) or len(answer) != 2:
        raise StudentFailure(_STRANGE)
    value, is_hidden = answer
    if isinstance(value, Remote):
        value = Remote(value._conversation, value._handle, name)
        if is_hidden is True and value._handle.is_callable:
            remark(student, f"A later line gives the name `{name}` to something else; the function counts.")
        conversation.functions[name] = value
    return value


def remark(student: Student, text: str) -> None:
    """Tell the student something that costs no points: matters of taste, type or style.

    Args:
        student: The submission.
        text: One or two sentences; shown beside a check that passes.
    """
    student._conversation.remarks[text] = None


def remark_on_prints(student: Student, name: str, advice: str = "") -> None:
    """Remark that the function of that name prints, and in which line; the calls since the last time count.

    Args:
        student: The submission.
        name: The function's name.
        advice: A sentence on how to keep it quiet.
    """
    answer = student._conversation.ask(name, "prints")
    # The worker's word: pairs of a cell and a line, or else nothing that is worth a remark.
    pairs = [one for one in answer if isinstance(one, list)] if isinstance(answer, list) else []
    lines: dict[int | None, list[int]] = {}
    for pair in pairs[:_REMEMBERED]:
        match pair:
            case [cell, line] if type(line) is int and (cell is None or type(cell) is int):
                lines.setdefault(cell, []).append(line)
    where = ", ".join(student._conversation.places.told(cell, *found) for cell, found in lines.items())
    if where:
        remark(student, f"`{name}` prints something ({where}), which costs nothing. {advice}".strip())


def remarks_of(student: Student) -> tuple[str, ...]:
    """Return what was remarked so far, each text once, in order."""
    return tuple(student._conversation.remarks)


def tensor(values: object, dtype: str | None = None) -> Tensor:
    """Return an array that arrives at the submission's function as a TensorFlow tensor."""
    return Tensor(np.asarray(values, dtype))


def machinery(function: Callable[_Parameters, _Returned]) -> Callable[_Parameters, _Returned]:
    """Decorate a helper of checks that works with library objects in the worker, such as a tape.

    Such objects answer as they should unless the submission's process does not. So what fails here for an
    answer of another form is no fault of the check.

    Raises:
        StudentFailure: The helper met an answer that it cannot work with.
    """

    @functools.wraps(function)
    def wrapper(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Returned:
        try:
            return function(*args, **kwargs)
        except (AttributeError, LookupError, OverflowError, TypeError, ValueError) as error:
            raise StudentFailure(_STRANGE) from error

    return wrapper


def keep(student: Student, value: object) -> Remote:
    """Put a value into the worker and return what it became there, to pass it in or look at it later."""
    return _remote(student._conversation.ask(describe(value), "put", _unwrap(value)))


@contextmanager
def aside(student: Student) -> Iterator[None]:
    """Leave the calls inside out of the feedback: they are preparations of the check itself."""
    conversation = student._conversation
    last, answers = conversation.last, conversation.answers.copy()
    try:
        yield
    finally:
        conversation.last = last
        conversation.answers = answers


def call_and_keep(function: Remote, *args: object, **kwargs: object) -> Remote:
    """Call a function and leave what it returns with the worker, whatever it is."""
    return _remote(function._call(args, kwargs, keep=True))


def fetch(remote: object) -> Any:
    """Return the value of a remote variable, tensor or array; of a list or tuple, that of each item.

    What is no remote is returned as it is.
    """
    if isinstance(remote, (list, tuple)) and any(isinstance(item, (Remote, list, tuple)) for item in remote):
        return type(remote)(_fetched_together(remote))
    if not isinstance(remote, Remote):
        return remote
    return remote._conversation.ask(remote._text, "fetch", remote._handle)


def attributes(remote: Remote, *names: str) -> list[Any]:
    """Return several attributes of a remote object, asked for at once.

    Args:
        remote: The object.
        names: Names of its attributes.

    Raises:
        NotDefined: It lacks one of them.
    """
    conversation, text = remote._conversation, remote._text
    answer = conversation.asker.ask("attr", remote._handle, list(names))
    if not isinstance(answer, list) or len(answer) != len(names):
        raise StudentFailure(_STRANGE)
    return [conversation._wrap(one, f"{text}.{name}") for name, one in zip(names, answer, strict=True)]


def _fetched_together(items: Sequence[object]) -> list[Any]:
    """Return the items, the values of those that are remote in one answer."""
    remotes = [item for item in items if isinstance(item, Remote)]
    if len(remotes) < 2:
        return [fetch(item) for item in items]
    handles = [one._handle for one in remotes]
    answer = remotes[0]._conversation.ask(remotes[0]._text, "fetch", handles)
    if not isinstance(answer, list) or len(answer) != len(remotes):
        raise StudentFailure(_STRANGE)
    values = iter(answer)
    return [next(values) if isinstance(item, Remote) else fetch(item) for item in items]


def take(remote: Remote, count: int) -> list[Any]:
    """Return at most ``count`` elements of a remote iterable, such as a dataset, from its beginning."""
    answer = remote._conversation.ask(f"list({remote._text})", "take", remote._handle, count)
    return answer if isinstance(answer, list) else []


def library(student: Student, name: str) -> Remote:
    """Return a module imported in the worker, such as ``tensorflow``."""
    known = student._conversation.libraries
    if name not in known:
        known[name] = _remote(student._conversation.ask(name, "library", name))
    return known[name]


def parameters_of(function: Remote) -> dict[str, bool] | None:
    """Return the parameters' names, each with whether it has a default; None where nothing is known.

    What the worker says of a signature is testimony: good for a hint, not for a point.
    """
    known, number = function._conversation.parameters, function._handle.number
    if number not in known:
        known[number] = function._conversation.ask(function._text, "signature", function._handle)
    answer = known[number]
    if not isinstance(answer, dict):
        return None
    well_formed = all(type(name) is str and type(optional) is bool for name, optional in answer.items())
    return answer if well_formed else None


def _remote(value: object) -> Remote:
    if not isinstance(value, Remote):
        raise StudentFailure(_STRANGE)
    return value


def _unwrap(value: object) -> object:  # noqa: PLR0911 (one return a type)
    """Replace remotes by their handles, NumPy scalars by arrays, anywhere in the value."""
    if type(value) in PLAIN_TYPES:
        return value
    if isinstance(value, Remote):
        return value._handle
    if isinstance(value, np.str_):
        return str(value)
    if isinstance(value, np.generic):
        return np.asarray(value)
    if isinstance(value, Mapping):
        return {key: _unwrap(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_unwrap(item) for item in value)
    return value


def describe(value: object) -> str:  # noqa: PLR0911 (one return a type)
    """Return a short description of a value for people: small ones whole, large ones by type and shape."""
    if isinstance(value, Remote):
        return _described_remote(value)
    if isinstance(value, Tensor):
        return _described_array(value.array, "tensor")
    if isinstance(value, (np.ndarray, np.generic)):
        return _described_array(np.asarray(value), "array")
    if isinstance(value, Mapping):
        items = [f"{describe(key)}: {describe(item)}" for key, item in list(value.items())[:_SHOWN_ITEMS]]
        return _cut("{" + ", ".join(items) + (", …}" if len(value) > _SHOWN_ITEMS else "}"))
    if isinstance(value, (list, tuple)):
        return _described_sequence(value)
    if isinstance(value, float):
        return repr(float(f"{value:.7g}"))
    # Cut before it is written out, too: a text may be as long as an answer may be.
    return _cut(repr(value[:_SHOWN_TEXT] if isinstance(value, str) else value))


def _argument(value: object) -> str:
    """Return how an argument stands in a call: an object in words, since its class may have any name."""
    if not isinstance(value, Remote) or _is_named(value):
        return describe(value)
    kind = _kind(value).lstrip("_")
    root = _ROOT.match(value._text)
    if root and root[0] not in value._conversation.libraries:
        return f"your {kind}"
    return f"{'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind}"


def _is_named(remote: Remote) -> bool:
    """Say whether the submission has a name for it, so that its author knows what is meant."""
    return "(" not in remote._text and "." not in remote._text


def _kind(remote: Remote) -> str:
    return remote._handle.kind.rpartition(".")[2] or remote._text


def _described_remote(remote: Remote) -> str:
    return remote._text if _is_named(remote) else _kind(remote)


def _described_array(array: np.ndarray[Any, Any], noun: str) -> str:
    if array.ndim == 0:
        return (
            f"{array.item():.7g} ({array.dtype})"
            if array.dtype.kind == "f"
            else f"{array.item()} ({array.dtype})"
        )
    shape = f"{array.dtype} {noun} of shape {array.shape}"
    if array.size > _SHOWN_ITEMS:
        return shape
    return f"{_numbers(array)} ({shape})"


def _numbers(array: np.ndarray[Any, Any]) -> str:
    """Return all the numbers of a small array, as short as people write them."""
    with np.printoptions(formatter={"float_kind": "{:.6g}".format}):
        return " ".join(np.array2string(array, separator=", ").split())


def _described_sequence(value: Sequence[object]) -> str:
    opening, closing = "[]" if isinstance(value, list) else "()"
    items = ", ".join(describe(item) for item in value[:_SHOWN_ITEMS])
    if len(value) > _SHOWN_ITEMS:
        return _cut(f"{opening}{items}, … {len(value)} in all{closing}")
    return _cut(f"{opening}{items}{',' if closing == ')' and len(value) == 1 else ''}{closing}")


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_TEXT else f"{text[: _SHOWN_TEXT - 1]}…"
