"""Which lines of a submission print while one of its functions is called: their word, good for a remark."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

__all__ = ["Place", "watched"]

Place = tuple[int | None, int | None]
"""A cell's number and a line, where they are known."""

_MOST_LINES = 20
"""So many lines that print are remembered."""


@contextmanager
def watched(found: dict[Place, None], place_of: Callable[[FrameType], Place | None]) -> Iterator[None]:
    """Put what is written to ``sys.stdout`` through to it, and remember the lines that write.

    Args:
        found: Where they are put, each once, in order.
        place_of: Says where a frame stands in the submission, or None if it is not the submission's own.
    """
    stream = sys.stdout
    if stream is None:  # as under `pythonw`
        yield
        return
    sys.stdout = _Watch(stream, found, place_of)
    try:
        yield
    finally:
        # Also where the submission has put something else there meanwhile.
        sys.stdout = stream


class _Watch:
    """A stream that is another one in all but that it remembers who writes."""

    def __init__(
        self, stream: Any, found: dict[Place, None], place_of: Callable[[FrameType], Place | None]
    ) -> None:
        self._stream = stream
        self._found = found
        self._place_of = place_of

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> Any:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and len(self._found) < _MOST_LINES:
            place = self._place_of(frame)
            if place is not None:
                self._found[place] = None
                break
            frame = frame.f_back
        return self._stream.write(text)
