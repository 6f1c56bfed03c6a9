"""The look-up attack: what a table of the public checks' own numbers would earn.

The solution is graded on the public checks, and every question and answer is kept. Then all checks are graded
with another secret, and each question gets the answer that it got before: where it is the same question, the
same answer, else the last one that a question of its kind got. Points earned that way prove nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from autograder.audit.answers import Kind, Material
from autograder.errors import GraderFault, StudentRaised
from autograder.grading import Grading, grade
from autograder.model import Limits, Question
from autograder.sandbox import Sandbox, Session
from autograder.wire import Handle, encode

__all__ = ["Call", "Recorder", "Replay", "Table", "recorded", "replayed"]

_BY_THE_WAY = ("load", "cell", "forget")
"""Questions whose answers say nothing."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a function of the submission."""

    arguments: tuple[Any, ...]
    """What it was given by position."""
    options: tuple[tuple[str, Any], ...]
    """What it was given by keyword."""
    answer: Any
    """What came back."""


@dataclass
class Table:
    """What was asked and answered."""

    answers: dict[bytes, list[Any]] = field(default_factory=dict)
    """The answers to each question, in order."""
    kinds: dict[tuple[str, str], Any] = field(default_factory=dict)
    """The last answer to a question of each kind: its operation and what it is put to."""
    calls: dict[str, list[Call]] = field(default_factory=dict)
    """The calls of each function, by its name."""
    names: dict[int, str] = field(default_factory=dict)
    """The name by which the object of a handle was asked for."""

    def keep(self, operation: str, operands: Sequence[Any], answer: Any) -> None:
        """Keep an answer."""
        self.answers.setdefault(_digest(operation, operands), []).append(answer)
        self.kinds[operation, self.target(operands)] = answer
        if operation == "function" and isinstance(answer, list) and answer and isinstance(answer[0], Handle):
            self.names[answer[0].number] = operands[0]
        if operation == "call" and operands[0].number in self.names:
            _handle, arguments, options, _keep = operands
            call = Call(tuple(arguments), tuple(options.items()), answer)
            self.calls.setdefault(self.names[operands[0].number], []).append(call)

    def target(self, operands: Sequence[Any]) -> str:
        """Return what a question is put to: a name, or the name behind a handle."""
        first = operands[0] if operands else ""
        if isinstance(first, Handle):
            return self.names.get(first.number, first.kind) + "".join(
                f".{one}" for one in operands[1:2] if isinstance(one, str)
            )
        return str(first)[:200]


def _digest(operation: str, operands: Sequence[Any]) -> bytes:
    return hashlib.sha256(encode([operation, list(operands)])).digest()


def recorded(material: Material, sandbox: Sandbox) -> Table:
    """Grade the solution on the public checks and return what was asked and answered.

    A check that fails itself ends it: the trials will tell.
    """
    recorder = Recorder(sandbox)
    public = tuple(
        Question(one.name, tuple(check for check in one.checks if check.name not in one.hidden))
        for one in material.questions
    )
    solution = material.of(Kind.SOLUTION)[0].submission
    grading = Grading(material.exercise, public, secret=b"the student's own notebook")
    with contextlib.suppress(GraderFault):
        grade(solution, grading, recorder)
    return recorder.table


def replayed(material: Material, table: Table) -> Mapping[str, float]:
    """Return the points that the table earns, by question.

    Raises:
        GraderFault: A check failed itself.
    """
    grading = Grading(material.exercise, material.questions, secret=b"the grader's")
    result = grade(material.of(Kind.SOLUTION)[0].submission, grading, Replay(table))
    return {one.name: one.score for one in result.question_scores}


class _Around:
    """What wrappers of sandboxes share."""

    contains_malice = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return


class Recorder(_Around):
    """A sandbox whose sessions keep what they are asked and what they answer."""

    def __init__(self, inner: Sandbox) -> None:
        """Record what runs in the inner sandbox; nothing is known yet."""
        self._inner = inner
        self.table = Table()

    def open(self, limits: Limits) -> Session:
        """Return a session that keeps its conversation."""
        return _RecordingSession(self._inner.open(limits), self.table)


class _RecordingSession:
    def __init__(self, inner: Session, table: Table) -> None:
        self._inner = inner
        self._table = table

    @property
    def output(self) -> str:
        return self._inner.output

    @property
    def spent(self) -> float:
        return self._inner.spent

    def allow(self, seconds: float) -> None:
        self._inner.allow(seconds)

    def ask(self, operation: str, *operands: object) -> Any:
        answer = self._inner.ask(operation, *operands)
        if operation not in _BY_THE_WAY:
            self._table.keep(operation, operands, answer)
        return answer

    def interrupt(self) -> None:
        self._inner.interrupt()

    def close(self) -> None:
        self._inner.close()


class Replay(_Around):
    """A sandbox in which nothing runs: its sessions answer from a table."""

    def __init__(self, table: Table) -> None:
        """Answer from the table."""
        self._table = table

    def open(self, limits: Limits) -> Session:
        """Return a session over the whole table."""
        del limits
        return _ReplayingSession(self._table)


class _ReplayingSession:
    output = ""
    spent = 0.0

    def __init__(self, table: Table) -> None:
        self._table = table
        self._given: dict[bytes, int] = {}

    def allow(self, seconds: float) -> None:
        """Do nothing: answers come at once."""

    def ask(self, operation: str, *operands: object) -> Any:
        if operation in _BY_THE_WAY:
            return [] if operation == "cell" else None
        key = _digest(operation, operands)
        known = self._table.answers.get(key)
        if known:
            number = self._given[key] = self._given.get(key, -1) + 1
            return known[min(number, len(known) - 1)]
        kind = operation, self._table.target(operands)
        if kind not in self._table.kinds:
            raise StudentRaised("LookupError", "the table has no such question")
        return self._table.kinds[kind]

    def interrupt(self) -> None:
        """Do nothing: answers come at once."""

    def close(self) -> None:
        """Do nothing: there is nothing to end."""
