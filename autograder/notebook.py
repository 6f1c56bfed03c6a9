"""Checks in a student's own notebook: over the names that are there, in this process."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from autograder.errors import NotDefined
from autograder.feedback import explain
from autograder.grading import examine, stopped_by, waiting
from autograder.model import Check, Outcome, Status
from autograder.sandbox.inline import InlineSession

__all__ = ["Bench", "NotPassed", "test_case"]

_NO_CELLS: Mapping[str, int] = MappingProxyType({})
_NOT_RUN = "its cell has not been run: after a restart, run the cells from the top"


class NotPassed(AssertionError):
    """A check did not pass; the text is the feedback."""

    def __init__(self, outcome: Outcome) -> None:
        """Tell how the check ended."""
        super().__init__(outcome.message)
        self.outcome = outcome


class Bench:
    """Runs an exercise's public checks; what has run as the premise of one is not run again for the next."""

    def __init__(self, thresholds: Mapping[str, float], cells: Mapping[str, int] = _NO_CELLS) -> None:
        """Begin with nothing known.

        Args:
            thresholds: Named numbers that the checks compare with.
            cells: Number of each cell of the saved notebook, by its source without what is blank around it.
        """
        self._thresholds = thresholds
        self._cells = cells
        self._outcomes: dict[str, Outcome] = {}
        self._asked: set[str] = set()
        self.names: set[str] = set()
        """Names of the notebook that the checks asked for."""

    def run(self, check: Check, env: dict[str, Any]) -> None:
        """Run a check over a notebook's names, its premises first.

        Args:
            check: The check.
            env: The notebook's global names.

        Raises:
            NotPassed: The check did not pass, or one that must pass before it did not.
            GraderFault: The check itself failed.
        """
        if check.name in self._asked:  # a second round: the student may have changed everything
            self._outcomes, self._asked = {}, set()
        self._asked.add(check.name)
        outcome = self.outcome(check, env)
        if outcome.status is not Status.PASSED:
            raise NotPassed(outcome)

    def outcome(self, check: Check, env: dict[str, Any]) -> Outcome:
        """Return how a check ended over a notebook's names; each runs once.

        Raises:
            GraderFault: The check itself failed.
        """
        if check.name not in self._outcomes:
            self._outcomes[check.name] = self._ended(check, env)
        return self._outcomes[check.name]

    def _ended(self, check: Check, env: dict[str, Any]) -> Outcome:
        stop = stopped_by(check, lambda premise: self.outcome(premise, env))
        if stop and stop.check.question == check.question:
            return waiting(check, stop)
        session = InlineSession(env, cell_of=self._cell_of)
        ended = examine(check, session, thresholds=self._thresholds, seed=b"")
        self.names |= session.asked
        if ended.failure is None:
            return Outcome(check, Status.PASSED, tries=ended.tries, remarks=ended.remarks)
        if stop:
            return waiting(check, stop)
        feedback = explain(ended.failure, check, called=ended.called, tries=ended.tries)
        if isinstance(ended.failure, NotDefined):
            feedback = dataclasses.replace(feedback, cause=_NOT_RUN)
        return Outcome(check, Status.FAILED, feedback, tries=ended.tries)

    def _cell_of(self, source: str) -> tuple[int, int] | None:
        number = self._cells.get(source.strip("\n"))
        return None if number is None else (number, 1)


def test_case(**words: Any) -> Callable[[Callable[..., None]], Any]:
    """Return Otter's decorator of that name where Otter runs; elsewhere nobody asks for its cases.

    So the command line can read a test file without the second that importing Otter takes.
    """
    otter = sys.modules.get("otter.test_files")
    if otter is None:
        return lambda function: function
    decorator: Callable[[Callable[..., None]], Any] = otter.test_case(**words)
    return decorator
