"""The seam between grader and worker: what every sandbox offers, and the conversation over a socket."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Protocol, Self

from autograder.errors import (
    BrokenProtocol,
    Crashed,
    DoesNotCompile,
    Interrupted,
    LimitExceeded,
    NotDefined,
    NotStarted,
    StudentRaised,
    TimedOut,
    WireError,
    WorkerLost,
)
from autograder.model import Limits
from autograder.sandbox.exceeded import limit_behind
from autograder.sandbox.printed import Output
from autograder.wire import HEADER, Budget, decode, frame, frame_length

__all__ = ["PipeSession", "Sandbox", "Session", "answer_budget", "interpret"]

_QUESTIONS = Budget(size=256 * 2**20, depth=64, nodes=2_000_000)
_PART = 2**16
_MAX_NAME = 200
_MAX_TEXT = 4_000
_MOST_BASES = 10
_MOST_LINES = 10_000_000
_LOOK_SECONDS = 0.1
"""So often a wait looks whether anybody still wants its answer."""
_LAST_SECONDS = 1.0
"""A worker's descriptors are closed a moment before it is known how it ended."""


class Session(Protocol):
    """One submission's worker, from its first cell to its end."""

    def allow(self, seconds: float) -> None:
        """Give the questions from now on ``seconds`` of wall-clock time together."""

    def ask(self, operation: str, *operands: object) -> Any:
        """Ask one question (see ``worker.answers``) and return the answer as plain data.

        Raises:
            StudentFailure: The submission failed; a :class:`WorkerLost` means that this session is over.
            GraderFault: The sandbox itself failed.
            Interrupted: Another thread wants no answer any more.
        """

    @property
    def output(self) -> str:
        """What the submission printed so far, cut at its limit."""

    def interrupt(self) -> None:
        """Let the question under way and all later ones raise Interrupted soon; safe from any thread."""

    def close(self) -> None:
        """End the worker and whatever it started; may be called twice."""


class Sandbox(Protocol):
    """Makes sessions; itself a context manager that frees what they share."""

    @property
    def contains_malice(self) -> bool:
        """Whether it holds against hostile code, and not only against accidents."""

    def open(self, limits: Limits) -> Session:
        """Return a session with a worker of its own.

        Raises:
            GraderFault: No worker could be started.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def answer_budget(limits: Limits) -> Budget:
    """Return what one answer may cost under these limits."""
    return Budget(size=limits.answer_mb * 2**20, depth=limits.answer_depth)


def interpret(reply: Any, asked: Sequence[object], budget: Budget) -> Any:
    """Return the answer in a worker's reply, or raise the failure that it reports.

    Only what the submission's own exception says is taken over as text; of the rest the words are ours, so
    that nothing of a question can be carried out in them.

    Args:
        reply: What came back.
        asked: The question: its operation and operands.
        budget: What the answer was allowed to cost.

    Raises:
        StudentFailure: The reply says that the submission failed, or is no reply at all.
    """
    match reply:
        case ["ok", value]:
            return value
        case ["missing", str()]:
            raise NotDefined(next((name for name in reversed(asked) if isinstance(name, str)), ""))
        case ["raised", "NotImplementedError", str(text), _, _, True, _]:
            raise NotStarted(text[:_MAX_TEXT] or "This question is not started yet.")
        case ["raised", str(kind), str(text), cell, line, bool(), list(bases)]:
            raise StudentRaised(
                kind[:_MAX_NAME],
                text[:_MAX_TEXT],
                cell=_count(cell),
                line=_count(line),
                bases=tuple(name[:_MAX_NAME] for name in bases[:_MOST_BASES] if isinstance(name, str)),
            )
        case ["syntax", str(text), cell, line]:
            raise DoesNotCompile("SyntaxError", text[:_MAX_TEXT], cell=_count(cell), line=_count(line))
        case ["refused", str(reason)]:
            raise LimitExceeded(_refused(reason, budget))
    raise BrokenProtocol("answered in a form that is no answer")


def _count(value: object) -> int | None:
    """Return a number of a cell or a line, or None for anything that cannot be one."""
    return value if type(value) is int and 1 <= value <= _MOST_LINES else None


def _refused(reason: str, budget: Budget) -> str:
    if "nested" in reason:
        return f"gave an answer nested more than {budget.depth} deep"
    if "values" in reason:
        return f"gave an answer of more than {budget.nodes:,} values"
    if "bytes" in reason:
        return f"gave an answer of more than {budget.size:,} bytes"
    return "gave an answer that cannot travel"


class PipeSession:
    """A conversation with a worker over a socket; every byte that comes back is checked."""

    def __init__(
        self,
        connection: socket.socket,
        output: Output,
        limits: Limits,
        end: Callable[[float], WorkerLost],
    ) -> None:
        """Take over a running worker.

        Args:
            connection: Socket to the worker.
            output: What it prints; closed by this session.
            limits: What the submission may use.
            end: Kills the worker, unless it ends by itself within so many seconds, and returns as an
                exception how it had ended by then.
        """
        connection.setblocking(False)
        self._connection = connection
        self._output = output
        self._budget = answer_budget(limits)
        self._end = end
        self._deadline = time.monotonic() + limits.seconds
        self._allowed = limits.seconds
        self._limits = limits
        self._over = False
        self._is_interrupted = False

    @property
    def output(self) -> str:
        """What the submission printed so far, cut at its limit."""
        self._output.finish()
        return self._output.text

    def allow(self, seconds: float) -> None:
        """Give the questions from now on ``seconds`` of wall-clock time together."""
        self._allowed = seconds
        self._deadline = time.monotonic() + seconds

    def ask(self, operation: str, *operands: object) -> Any:
        """Ask one question and return the answer; see :meth:`Session.ask`."""
        if self._over:
            raise Crashed("had ended before")
        try:
            return interpret(
                self._exchange([operation, list(operands)]), [operation, *operands], self._budget
            )
        except WireError as error:
            self.close()
            raise BrokenProtocol(f"gave {error}") from error
        except WorkerLost:
            self.close()
            raise
        except StudentRaised as error:
            limit = limit_behind(error, self._limits)
            if limit is None:
                raise
            self.close()
            raise limit from error

    def interrupt(self) -> None:
        """Let the question under way raise Interrupted soon; see :meth:`Session.interrupt`."""
        # Only a note for the thread that asks: nobody else may touch its descriptors.
        self._is_interrupted = True

    def close(self) -> None:
        """End the worker and close the pipe; may be called twice."""
        if not self._over:
            self._over = True
            self._end(0.0)
            self._close()

    def _close(self) -> None:
        self._output.finish()
        self._output.close()
        self._connection.close()

    def _exchange(self, question: object) -> Any:
        number = secrets.randbits(64)
        self._refuse_surplus()
        self._write(frame(number, question, _QUESTIONS))
        length, echoed = frame_length(self._read(HEADER.size), self._budget)
        if echoed != number:
            raise BrokenProtocol("sent an answer that was not asked for")
        return decode(self._read(length), self._budget)

    def _refuse_surplus(self) -> None:
        try:
            if self._connection.recv(1, socket.MSG_PEEK):
                raise BrokenProtocol("sent an answer that was not asked for")
        except BlockingIOError:
            return
        except ConnectionError:
            pass
        self._lost()

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            self._wait(to_send=True)
            try:
                view = view[self._connection.send(view) :]
            except BlockingIOError:
                continue
            except ConnectionError:
                self._lost()

    def _read(self, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            self._wait(to_send=False)
            try:
                part = self._connection.recv(min(length - len(data), _PART))
            except BlockingIOError:
                continue
            except ConnectionError:
                part = b""
            if not part:
                self._lost()
            data += part
        return bytes(data)

    def _wait(self, *, to_send: bool) -> None:
        """Wait until the socket is ready, taking in what is printed meanwhile.

        Raises:
            TimedOut: The time allowed is over.
            LimitExceeded: The submission printed far beyond its limit.
            Interrupted: Another thread wants no answer any more.
        """
        while not self._is_interrupted:
            until = min(self._deadline, time.monotonic() + _LOOK_SECONDS)
            try:
                is_ready = self._output.wait(self._connection, until, to_send=to_send)
            except TimeoutError:
                if until < self._deadline:
                    continue
                raise TimedOut(f"gave no answer within {self._allowed:g} seconds") from None
            if not is_ready:
                self._lost()
            return
        raise Interrupted("nobody waits for the answer any more")

    def _lost(self) -> None:
        """Raise what ended the worker."""
        self._over = True
        reason = self._end(_LAST_SECONDS)
        self._close()
        raise reason
