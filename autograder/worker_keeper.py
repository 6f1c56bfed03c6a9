"""A submission's worker: started with its cells run, and started anew whenever it is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from autograder.errors import (
    Crashed,
    DoesNotCompile,
    GraderFault,
    StudentFailure,
    StudentRaised,
    TimedOut,
    UnreadableSubmission,
    WorkerLost,
)
from autograder.feedback import clean
from autograder.model import Cell, CellError, Limits, Submission
from autograder.sandbox import Sandbox, Session
from autograder.sandbox.replies import answer_budget, interpret

__all__ = ["Clock", "Worker"]

_MOST_ERRORS = 50
_MOST_LOST = 20
"""A submission that ends its worker more often gets no further one: each costs the machine a start."""
_LOADING_SECONDS = 60.0
"""A worker takes in the cells at once; only a machine at its end is this slow."""


class Clock:
    """What was counted."""

    seconds = 0.0


class Worker:
    """A submission's session, started anew whenever its worker is lost."""

    def __init__(self, submission: Submission, limits: Limits, sandbox: Sandbox, seed: int) -> None:
        self._cells = submission.cells
        self._aside = submission.aside
        self._limits = limits
        self._seed = seed
        self._sandbox = sandbox
        self._session: Session | None = None
        self._errors: dict[int, list[CellError]] = {}
        self._lethal: set[int] = set()
        self._not_python: set[int] = set()
        self._left = limits.total_seconds
        self._lost = 0

    @property
    def seconds_left(self) -> float:
        """Seconds that the submission still has in all, as sessions count them."""
        return self._left

    @contextlib.contextmanager
    def clock(self, session: Session) -> Iterator[Clock]:
        """Count what questions inside cost the submission, but no check's own time and no worker's start."""
        clock = Clock()
        before = session.spent
        try:
            yield clock
        finally:
            clock.seconds = session.spent - before
            self._left -= clock.seconds

    @property
    def errors(self) -> tuple[CellError, ...]:
        """What went wrong in the cells, in order."""
        told = [error for cell in sorted(self._errors) for error in self._errors[cell]]
        if len(told) > _MOST_ERRORS:
            more = CellError(None, None, f"… and {len(told) - _MOST_ERRORS} more errors in cells")
            return (*told[:_MOST_ERRORS], more)
        return tuple(told)

    def refuse_what_never_compiles(self) -> None:
        """Raise UnreadableSubmission if not one cell is Python."""
        if len(self._not_python) == len(self._cells):
            why = f": line {self.errors[0].line}: {self.errors[0].text}" if self._errors else ""
            raise UnreadableSubmission(f"not one cell of it is Python that compiles{why}")

    def session(self) -> Session:
        """Return the session with every cell run; cells that end the worker are left out the next time.

        Raises:
            WorkerLost: The time for the whole submission is over, or it has ended too many workers.
        """
        while self._session is None:
            if self.seconds_left <= 0:
                raise TimedOut(f"used up its {self._limits.total_seconds:g} seconds in all")
            if self._lost > _MOST_LOST:
                raise Crashed(f"ended its worker more than {_MOST_LOST} times")
            session = self._sandbox.open(self._limits)
            try:
                session.allow(_LOADING_SECONDS)
                self._load(session)
                session.allow(min(self._limits.seconds, self.seconds_left))
                with self.clock(session):
                    self._run_cells(session)
            except WorkerLost:
                self._lost += 1
                session.close()
            except BaseException:
                session.close()
                raise
            else:
                self._session = session
        return self._session

    def lose(self) -> None:
        """Give the worker up: it was lost, and the next question needs a fresh one."""
        self._lost += 1
        self.close()

    def close(self) -> None:
        """End the worker, if there is one."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _load(self, session: Session) -> None:
        cells, aside = (
            [[cell.index, cell.line, cell.source] for cell in some] for some in (self._cells, self._aside)
        )
        try:
            session.ask("load", cells, self._seed, aside)
        except StudentFailure as failure:
            # Nothing of the submission has run yet, so this cannot be its doing.
            raise GraderFault(f"The worker could not take in the submission: it {failure}") from failure

    def _run_cells(self, session: Session) -> None:
        for cell in sorted((*self._cells, *self._aside), key=lambda cell: cell.index):
            if cell.index in self._lethal:
                continue
            try:
                failures = session.ask("cell", cell.index)
                self._errors[cell.index] = list(self._told(cell, failures))
            except WorkerLost as lost:
                self._lethal.add(cell.index)
                told = CellError(cell.index, cell.line, f"The submission {lost} in this cell.")
                self._errors[cell.index] = [told]
                raise
            except StudentFailure as failure:
                if isinstance(failure, DoesNotCompile) and cell in self._cells:
                    self._not_python.add(cell.index)
                self._errors[cell.index] = [_cell_error(cell, failure)]

    def _told(self, cell: Cell, replies: object) -> Iterator[CellError]:
        """Yield the failure of each statement from the worker's word for it."""
        for reply in replies if isinstance(replies, list) else []:
            try:
                interpret(reply, ["cell", cell.index], answer_budget(self._limits))
            except WorkerLost:
                raise
            except StudentFailure as failure:
                yield _cell_error(cell, failure)


def _cell_error(cell: Cell, failure: StudentFailure) -> CellError:
    """Return what is told of a failure in a cell: at its own line where that is known."""
    if not isinstance(failure, StudentRaised):
        return CellError(cell.index, cell.line, clean(f"NotImplementedError: {failure}"))
    line = failure.line if failure.cell == cell.index else cell.line
    return CellError(cell.index, line, clean(str(failure)))
