"""A session for tests: answers from given names without a process or a file, and may be told to fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self

from autograder.errors import WorkerLost
from autograder.model import Limits
from autograder.sandbox.inline import InlineSession

__all__ = ["FakeSandbox", "FakeSession"]


class FakeSession:
    """Answers from a mapping of names; cells are taken in and not run."""

    output = ""
    spent = 0.0

    def __init__(self, names: Mapping[str, Any], failures: Iterable[WorkerLost] = ()) -> None:
        """Answer from ``names``; ``failures`` are raised, one each, by the first questions about them."""
        self._inner = InlineSession(dict(names))
        self._failures = list(failures)

    def allow(self, seconds: float) -> None:
        """Do nothing: there is no clock here."""

    def ask(self, operation: str, *operands: object) -> Any:
        """Answer one question; see ``Session.ask``."""
        if operation in ("load", "cell"):
            return None
        if self._failures:
            raise self._failures.pop(0)
        return self._inner.ask(operation, *operands)

    def interrupt(self) -> None:
        """Do nothing: answers come at once."""

    def close(self) -> None:
        """Do nothing: there is nothing to end."""


class FakeSandbox:
    """Opens sessions over the same names; the failures are spread over them in order."""

    contains_malice = False

    def __init__(self, names: Mapping[str, Any], failures: Iterable[WorkerLost] = ()) -> None:
        """Answer from ``names``, failing first as told."""
        self._names = names
        self._failures = list(failures)

    def open(self, limits: Limits) -> FakeSession:
        """Return a session that fails once with the next failure, if there is one."""
        del limits
        return FakeSession(self._names, [self._failures.pop(0)] if self._failures else [])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return
