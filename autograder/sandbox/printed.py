"""What a worker prints: the first bytes are kept, the rest is counted and dropped."""

from __future__ import annotations

import os

from autograder.errors import LimitExceeded

__all__ = ["Printed", "size_in_words"]

_PART = 2**16
_FACTOR = 64
"""So many times what is kept may be printed before it counts as an attack on the grader's time."""


def size_in_words(mebibytes: float) -> str:
    """Return a size as people write it, such as ``2 GiB``."""
    if mebibytes >= 1024:
        return f"{mebibytes / 1024:g} GiB"
    return f"{mebibytes:g} MiB" if mebibytes >= 1 else f"{mebibytes * 1024:g} KiB"


class Printed:
    """The reading end of a worker's output."""

    def __init__(self, descriptor: int, limit: int) -> None:
        self.descriptor = descriptor
        self.is_open = True
        self.may_grow = True
        self._limit = limit
        self._kept = bytearray()
        self._count = 0

    @property
    def text(self) -> str:
        """What is kept, as text."""
        return self._kept.decode("utf-8", "replace")

    def drain(self) -> bool:
        """Take in some of what is there; return whether there may be more to come.

        Raises:
            LimitExceeded: It is far more than what is kept.
        """
        self._take()
        if self._count > _FACTOR * self._limit:
            raise LimitExceeded(f"printed more than {size_in_words(_FACTOR * self._limit / 2**20)}")
        return self.may_grow

    def finish(self) -> None:
        """Take in what is there already, as far as it is kept; never waits, never raises."""
        waits_for_more = True
        while self.may_grow and waits_for_more and len(self._kept) < self._limit:
            waits_for_more = self._take()

    def _take(self) -> bool:
        """Take in one part; return whether there was any."""
        try:
            part = os.read(self.descriptor, _PART)
        except BlockingIOError:
            return False
        except OSError:
            part = b""
        self._count += len(part)
        self._kept += part[: max(0, self._limit - len(self._kept))]
        self.may_grow = bool(part)
        return self.may_grow

    def close(self) -> None:
        """Close the descriptor; what was kept stays."""
        if self.is_open:
            self.is_open = self.may_grow = False
            os.close(self.descriptor)
