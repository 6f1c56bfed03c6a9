"""What a worker prints: the first bytes are kept, the rest is counted and dropped."""

from __future__ import annotations

import os
import select
import socket
import time
from typing import Protocol

from autograder.errors import LimitExceeded

__all__ = ["Output", "PipedOutput", "refuse_flood", "size_in_words"]

_PART = 2**16
_FACTOR = 64
"""So many times what is kept may be printed before it counts as an attack on the grader's time."""


class Output(Protocol):
    """Takes in what a worker prints; so it is also what waits for the worker's answers meanwhile."""

    @property
    def text(self) -> str:
        """What is kept, as text."""

    def wait(self, connection: socket.socket, deadline: float, *, to_send: bool) -> bool:
        """Wait until the connection is ready; return whether it is, or False when the worker has ended.

        Args:
            connection: Non-blocking socket to the worker.
            deadline: Until when to wait, by the monotonic clock.
            to_send: Whether it is to be ready for sending, and not for receiving.

        Raises:
            TimeoutError: The deadline is over.
            LimitExceeded: The submission printed far beyond its limit.
        """

    def finish(self) -> None:
        """Take in what is there already, as far as it is kept; never waits, never raises."""

    def close(self) -> None:
        """Let go of it; what was kept stays. May be called twice."""


def size_in_words(mebibytes: float) -> str:
    """Return a size as people write it, such as ``2 GiB``."""
    if mebibytes >= 1024:
        return f"{mebibytes / 1024:g} GiB"
    return f"{mebibytes:g} MiB" if mebibytes >= 1 else f"{mebibytes * 1024:g} KiB"


def refuse_flood(count: int, limit: int) -> None:
    """Raise LimitExceeded if ``count`` bytes were printed, far more than the ``limit`` of what is kept."""
    if count > _FACTOR * limit:
        raise LimitExceeded(f"printed more than {size_in_words(_FACTOR * limit / 2**20)}")


class PipedOutput:
    """The reading end of a worker's output; on POSIX systems."""

    def __init__(self, descriptor: int, limit: int, *, ended: int | None = None) -> None:
        """Take over the reading end.

        Args:
            descriptor: Non-blocking; closed by :meth:`close`.
            limit: How many bytes to keep.
            ended: Descriptor that becomes readable when the worker has ended, where there is one: the
                connection alone may stay open, as its other end can be hidden where only the kernel's own
                cleaning finds it.
        """
        self._descriptor = descriptor
        self._ended = ended
        self._is_open = True
        self._may_grow = True
        self._limit = limit
        self._kept = bytearray()
        self._count = 0

    @property
    def text(self) -> str:
        """What is kept, as text."""
        return self._kept.decode("utf-8", "replace")

    def wait(self, connection: socket.socket, deadline: float, *, to_send: bool) -> bool:
        """Wait until the connection is ready; see :meth:`Output.wait`."""
        poll = select.poll()
        poll.register(connection, select.POLLOUT if to_send else select.POLLIN)
        if self._may_grow:
            poll.register(self._descriptor, select.POLLIN)
        if self._ended is not None:
            poll.register(self._ended, select.POLLIN)
        while True:
            # A look at least, however late it is: this process may have been stopped for long.
            left = deadline - time.monotonic()
            ready = dict(poll.poll(max(0.0, left) * 1000))
            if self._may_grow and self._descriptor in ready and not self._drain():
                poll.unregister(self._descriptor)
            if connection.fileno() in ready:
                return True
            if self._ended in ready:
                return False
            if left <= 0:
                raise TimeoutError

    def finish(self) -> None:
        """Take in what is there already, as far as it is kept; never waits, never raises."""
        waits_for_more = True
        while self._may_grow and waits_for_more and len(self._kept) < self._limit:
            waits_for_more = self._take()

    def close(self) -> None:
        """Close the descriptor; what was kept stays."""
        if self._is_open:
            self._is_open = self._may_grow = False
            os.close(self._descriptor)

    def _drain(self) -> bool:
        """Take in some of what is there; return whether there may be more to come."""
        self._take()
        refuse_flood(self._count, self._limit)
        return self._may_grow

    def _take(self) -> bool:
        """Take in one part; return whether there was any."""
        try:
            part = os.read(self._descriptor, _PART)
        except BlockingIOError:
            return False
        except OSError:
            part = b""
        self._count += len(part)
        self._kept += part[: max(0, self._limit - len(self._kept))]
        self._may_grow = bool(part)
        return self._may_grow
