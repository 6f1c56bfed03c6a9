"""Single keys from the terminal, as POSIX and as Windows have them; the terminal is left as it was found."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

__all__ = ["QUIT", "Read", "keyboard"]

Read: TypeAlias = Callable[[float], str]
"""Waits at most so many seconds for a key and returns it, or nothing."""

QUIT = "q"
"""The key to quit; a terminal that has gone away presses it, too."""

_PAUSE = 0.02
_ESCAPE = "\x1b"


@contextlib.contextmanager
def keyboard() -> Iterator[Read | None]:
    """Give single keys without echo for as long as it is entered; None without a terminal."""
    posix, windows = _module("termios"), _module("msvcrt")
    if not (_is_terminal() and (posix or windows)):
        yield None
    elif posix is None:
        yield lambda seconds: _pressed_on_windows(windows, seconds)
    else:
        descriptor = sys.stdin.fileno()
        before = posix.tcgetattr(descriptor)
        try:
            importlib.import_module("tty").setcbreak(descriptor)
            yield lambda seconds: _pressed_on_posix(descriptor, seconds)
        finally:
            # A terminal that is gone needs nothing any more.
            with contextlib.suppress(posix.error):
                posix.tcsetattr(descriptor, posix.TCSADRAIN, before)


def _is_terminal() -> bool:
    streams = (sys.stdin, sys.stdout)
    return all(stream is not None and not stream.closed and stream.isatty() for stream in streams)


def _pressed_on_posix(descriptor: int, seconds: float) -> str:
    import select

    if not select.select([descriptor], [], [], seconds)[0]:
        return ""
    try:
        # One at a time, or of two keys pressed quickly the second would be lost.
        data = os.read(descriptor, 1)
    except OSError:
        data = b""
    if not data:
        return QUIT
    if data == _ESCAPE.encode():
        _skip_sequence(descriptor)
        return ""
    return data.decode("ascii", "replace").lower()


def _skip_sequence(descriptor: int) -> None:
    """Pass over what an arrow or the like sends after its escape: its letters are no keys of ours."""
    import select

    def taken() -> bytes:
        return os.read(descriptor, 1) if select.select([descriptor], [], [], 0)[0] else b""

    if taken() in (b"[", b"O"):
        while b"\x20" <= taken() < b"\x40":
            pass


def _pressed_on_windows(windows: Any, seconds: float) -> str:
    end = time.monotonic() + seconds
    while not windows.kbhit():
        if time.monotonic() > end:
            return ""
        time.sleep(_PAUSE)
    key = str(windows.getwch())
    if key == "\x03":
        raise KeyboardInterrupt
    if key in ("\x00", "\xe0"):
        windows.getwch()  # the second half of an arrow or the like
        return ""
    return key.lower()


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
