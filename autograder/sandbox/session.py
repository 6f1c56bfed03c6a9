"""The seam between grader and worker: what every sandbox offers, and the conversation over a socket."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Protocol, Self

from autograder.errors import (
    BrokenProtocol,
    Crashed,
    Interrupted,
    StudentFailure,
    StudentRaised,
    TimedOut,
    WireError,
    WorkerLost,
)
from autograder.model import Limits
from autograder.sandbox.exceeded import limit_behind
from autograder.sandbox.printed import Output
from autograder.sandbox.replies import answer_budget, framed, interpret
from autograder.sandbox.spending import LOOK_SECONDS, Meter, Spending, no_meter
from autograder.wire import HEADER, decode, frame_length

__all__ = ["PipeSession", "Sandbox", "Session"]

_PART = 2**16
_LAST_SECONDS = 1.0
"""A worker's descriptors are closed a moment before it is known how it ended."""


class Session(Protocol):
    """One submission's worker, from its first cell to its end."""

    def allow(self, seconds: float) -> None:
        """Give the questions from now on ``seconds`` of the submission's time together; see ``Spending``."""

    @property
    def spent(self) -> float:
        """Seconds that questions have cost since the beginning, in the measure of :meth:`allow`."""

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


class PipeSession:
    """A conversation with a worker over a socket; every byte that comes back is checked."""

    def __init__(
        self,
        connection: socket.socket,
        output: Output,
        limits: Limits,
        end: Callable[[float], WorkerLost],
        meter: Meter = no_meter,
        was_full: Callable[[], bool] = lambda: False,
    ) -> None:
        """Take over a running worker.

        Args:
            connection: Socket to the worker.
            output: What it prints; closed by this session.
            limits: What the submission may use.
            end: Kills the worker, unless it ends by itself within so many seconds, and returns as an
                exception how it had ended by then.
            meter: What the worker and all that it started use of the CPU.
            was_full: Whether the kernel has ended a process of the submission for its memory; others of its
                processes may go on.
        """
        connection.setblocking(False)
        self._connection = connection
        self._output = output
        self._budget = answer_budget(limits)
        self._end = end
        self._was_full = was_full
        self._spending = Spending(meter)
        self._spending.allow(limits.seconds)
        self._limits = limits
        self._over = False
        self._is_interrupted = False

    @property
    def output(self) -> str:
        """What the submission printed so far, cut at its limit."""
        self._output.finish()
        return self._output.text

    def allow(self, seconds: float) -> None:
        """Give the questions from now on ``seconds`` together; see :meth:`Session.allow`."""
        self._spending.allow(seconds)

    @property
    def spent(self) -> float:
        """Seconds that questions have cost since the beginning."""
        return self._spending.spent

    def ask(self, operation: str, *operands: object) -> Any:
        """Ask one question and return the answer; see :meth:`Session.ask`."""
        if self._over:
            raise Crashed("had ended before")
        number = secrets.randbits(64)
        question = framed(number, operation, operands)
        try:
            answer = interpret(self._exchange(number, question), [operation, *operands], self._budget)
            if operation == "cell":
                self._refuse_limits(answer)
            return answer
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
            try:
                self._end(0.0)
            finally:
                self._close()

    def _refuse_limits(self, replies: object) -> None:
        """Raise the limit that the kernel enforced with what a statement raised, if it is one."""
        for reply in replies if isinstance(replies, list) else []:
            try:
                interpret(reply, ["cell"], self._budget)
            except StudentRaised as error:
                limit = limit_behind(error, self._limits)
                if limit is not None:
                    raise limit from error
            except StudentFailure:
                continue

    def _close(self) -> None:
        self._output.finish()
        self._output.close()
        self._connection.close()

    def _exchange(self, number: int, question: bytes) -> Any:
        self._refuse_surplus()
        self._write(question)
        self._wait(to_send=False)
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
            try:
                view = view[self._connection.send(view) :]
            except BlockingIOError:
                self._wait(to_send=True)
            except ConnectionError:
                self._lost()

    def _read(self, length: int) -> bytearray:
        data = bytearray()
        while len(data) < length:
            try:
                part = self._connection.recv(min(length - len(data), _PART))
            except BlockingIOError:
                self._wait(to_send=False)
                continue
            except ConnectionError:
                part = b""
            if not part:
                self._lost()
            data += part
        return data

    def _wait(self, *, to_send: bool) -> None:
        """Wait until the socket is ready, taking in what is printed meanwhile.

        Raises:
            TimedOut: The time allowed is over.
            LimitExceeded: The submission printed far beyond its limit.
            Interrupted: Another thread wants no answer any more.
        """
        self._spending.resume()
        while not self._is_interrupted:
            # Once more when the time is over: the answer may have come while this process did not run.
            is_last = self._spending.left <= 0
            until = time.monotonic() + (0.0 if is_last else LOOK_SECONDS)
            try:
                is_ready = self._output.wait(self._connection, until, to_send=to_send)
            except TimeoutError:
                if is_last:
                    raise TimedOut(f"gave no answer within {self._spending.allowed:g} seconds") from None
                if self._was_full():
                    self._lost()
                continue
            finally:
                self._spending.look()
            if not is_ready:
                self._lost()
            return
        raise Interrupted("nobody waits for the answer any more")

    def _lost(self) -> None:
        """Raise what ended the worker."""
        self._over = True
        try:
            raise self._end(_LAST_SECONDS)
        finally:
            self._close()
