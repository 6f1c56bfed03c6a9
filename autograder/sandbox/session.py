"""The seam between grader and worker: what every sandbox offers, and the conversation over a pipe."""

from __future__ import annotations

import os
import secrets
import select
import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Protocol, Self

from autograder.errors import (
    BrokenProtocol,
    Crashed,
    DoesNotCompile,
    LimitExceeded,
    NotDefined,
    NotStarted,
    StudentRaised,
    TimedOut,
    WireError,
    WorkerLost,
)
from autograder.model import Limits
from autograder.wire import HEADER, Budget, decode, frame, frame_length

__all__ = ["PipeSession", "Sandbox", "Session", "answer_budget", "interpret"]

_QUESTIONS = Budget(size=256 * 2**20, depth=64, nodes=2_000_000)
_PART = 2**16
_OUTPUT_FACTOR = 64


class Session(Protocol):
    """One submission's worker, from its first cell to its end."""

    def allow(self, seconds: float) -> None:
        """Give the questions from now on ``seconds`` of wall-clock time together."""

    def ask(self, operation: str, *operands: object) -> Any:
        """Ask one question (see ``worker.answers``) and return the answer as plain data.

        Raises:
            StudentFailure: The submission failed; a :class:`WorkerLost` means that this session is over.
            GraderFault: The sandbox itself failed.
        """

    @property
    def output(self) -> str:
        """What the submission printed so far, cut at its limit."""

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


def interpret(reply: Any) -> Any:
    """Return the answer in a worker's reply, or raise the failure that it reports.

    Raises:
        StudentFailure: The reply says that the submission failed, or is no reply at all.
    """
    match reply:
        case ["ok", value]:
            return value
        case ["missing", str(name)]:
            raise NotDefined(name)
        case ["raised", "NotImplementedError", str(text), _, _, True]:
            raise NotStarted(text or "This question is not started yet.")
        case ["raised", str(kind), str(text), (int() | None) as cell, (int() | None) as line, bool()]:
            raise StudentRaised(kind, text, cell=cell, line=line)
        case ["syntax", str(text), (int() | None) as cell, (int() | None) as line]:
            raise DoesNotCompile("SyntaxError", text, cell=cell, line=line)
        case ["refused", str(reason)]:
            raise LimitExceeded(f"gave {reason}")
    raise BrokenProtocol("answered in a form that is no answer")


class PipeSession:
    """A conversation with a worker over a socket; every byte that comes back is checked."""

    def __init__(
        self, connection: socket.socket, output: int, limits: Limits, end: Callable[[], WorkerLost]
    ) -> None:
        """Take over a running worker.

        Args:
            connection: Socket to the worker.
            output: Non-blocking descriptor from which the worker's prints can be read; closed by this session.
            limits: What the submission may use.
            end: Kills the worker and returns, as an exception, how it had ended by then.
        """
        connection.setblocking(False)
        self._connection = connection
        self._printed = _Printed(output, limits.output_kb * 1024)
        self._budget = answer_budget(limits)
        self._end = end
        self._deadline = time.monotonic() + limits.seconds
        self._allowed = limits.seconds
        self._over = False

    @property
    def output(self) -> str:
        """What the submission printed so far, cut at its limit."""
        return self._printed.text

    def allow(self, seconds: float) -> None:
        """Give the questions from now on ``seconds`` of wall-clock time together."""
        self._allowed = seconds
        self._deadline = time.monotonic() + seconds

    def ask(self, operation: str, *operands: object) -> Any:
        """Ask one question and return the answer; see :meth:`Session.ask`."""
        if self._over:
            raise Crashed("its process had ended before")
        try:
            return interpret(self._exchange([operation, list(operands)]))
        except WireError as error:
            self.close()
            raise BrokenProtocol(f"gave {error}") from error
        except WorkerLost:
            self.close()
            raise

    def close(self) -> None:
        """End the worker and close the pipe; may be called twice."""
        if not self._over:
            self._over = True
            self._end()
            self._close()

    def _close(self) -> None:
        self._printed.close()
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
            self._wait(select.POLLOUT)
            try:
                view = view[self._connection.send(view) :]
            except BlockingIOError:
                continue
            except ConnectionError:
                self._lost()

    def _read(self, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            self._wait(select.POLLIN)
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

    def _wait(self, event: int) -> None:
        """Wait until the socket is ready, taking in what is printed meanwhile.

        Raises:
            TimedOut: The time allowed is over.
            LimitExceeded: The submission printed far beyond its limit.
        """
        poll = select.poll()
        poll.register(self._connection, event)
        if self._printed.may_grow:
            poll.register(self._printed.descriptor, select.POLLIN)
        while True:
            left = self._deadline - time.monotonic()
            if left <= 0:
                raise TimedOut(f"gave no answer within {self._allowed:g} seconds")
            ready = dict(poll.poll(left * 1000))
            if self._printed.may_grow and self._printed.descriptor in ready and not self._printed.drain():
                poll.unregister(self._printed.descriptor)
            if self._connection.fileno() in ready:
                return

    def _lost(self) -> None:
        """Raise what ended the worker."""
        self._over = True
        reason = self._end()
        self._printed.drain()
        self._close()
        raise reason


class _Printed:
    """What a worker prints: the first bytes are kept, the rest is counted and dropped."""

    def __init__(self, descriptor: int, limit: int) -> None:
        self.descriptor = descriptor
        self.is_open = True
        self.may_grow = True
        self._limit = limit
        self._kept = bytearray()
        self._count = 0

    @property
    def text(self) -> str:
        return self._kept.decode("utf-8", "replace")

    def drain(self) -> bool:
        """Take in some of what is there; return whether there may be more to come."""
        try:
            part = os.read(self.descriptor, _PART)
        except BlockingIOError:
            return True
        except OSError:
            part = b""
        self._count += len(part)
        self._kept += part[: max(0, self._limit - len(self._kept))]
        if self._count > _OUTPUT_FACTOR * self._limit:
            raise LimitExceeded(f"printed more than {_OUTPUT_FACTOR * self._limit // 1024:,} KiB")
        self.may_grow = bool(part)
        return self.may_grow

    def close(self) -> None:
        """Close the descriptor; what was kept stays."""
        if self.is_open:
            self.is_open = self.may_grow = False
            os.close(self.descriptor)
