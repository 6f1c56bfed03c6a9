"""The in-process session: the student's own notebook, where nothing has to be contained.

Values still travel as bytes, so that a check sees exactly what it would see in a worker.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autograder.errors import BrokenProtocol, WireError
from autograder.model import Limits
from autograder.sandbox.replies import QUESTIONS, answer_budget, framed, interpret
from autograder.wire import HEADER, decode, encode
from autograder.worker.answers import Answerer, CellOf

__all__ = ["InlineSandbox", "InlineSession"]


class InlineSession:
    """Answers from names that already exist in this process, or from cells that it runs here."""

    def __init__(
        self,
        namespace: dict[str, Any] | None = None,
        *,
        folder: Path | None = None,
        limits: Limits | None = None,
        cell_of: CellOf = lambda _source: None,
    ) -> None:
        """Start with the given names, or, without them, with a folder for the module's file.

        Args:
            namespace: The names.
            folder: The folder.
            limits: What an answer may cost.
            cell_of: Says of which cell a source is, where the names were defined.
        """
        self._budget = answer_budget(limits or Limits())
        self._answerer = Answerer(self._budget, folder or Path(), namespace, cell_of)
        self.asked: set[str] = set()
        """Names that were asked for."""

    output = ""
    spent = 0.0

    def allow(self, seconds: float) -> None:
        """Do nothing: code in this process cannot be ended from outside."""

    def ask(self, operation: str, *operands: object) -> Any:
        """Answer one question; see ``Session.ask``."""
        if operation in ("function", "get"):
            self.asked.update(name for name in operands if isinstance(name, str))
        operation, given = decode(framed(0, operation, operands)[HEADER.size :], QUESTIONS)
        started = time.monotonic()
        try:
            reply = decode(encode(self._answerer.answer(operation, given), self._budget), self._budget)
            if reply[:2] == ["raised", "KeyboardInterrupt"]:
                # Whoever sits at the notebook has had enough: that is no mistake of the code.
                raise KeyboardInterrupt
            return interpret(reply, [operation, *operands], self._budget)
        except WireError as error:
            raise BrokenProtocol(f"gave {error}") from error
        finally:
            self.spent += time.monotonic() - started

    def interrupt(self) -> None:
        """Do nothing: code in this process cannot be ended from outside."""

    def close(self) -> None:
        """Do nothing: the names belong to somebody else."""


class InlineSandbox:
    """Runs submissions in this very process: for trusted code only, and where nothing can be forked."""

    contains_malice = False

    def __init__(self, data: Path | None = None) -> None:
        """Make the scratch folder; ``data`` is not copied: the working directory is the student's own."""
        self._data = data
        self._folder = tempfile.TemporaryDirectory(prefix="autograder-")

    def open(self, limits: Limits) -> InlineSession:
        """Return a session with a module of its own."""
        return InlineSession(folder=Path(tempfile.mkdtemp(dir=self._folder.name)), limits=limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()
