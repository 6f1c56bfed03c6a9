"""One writer at a time: a lock that the system lets go of when its holder ends, however that happens."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

__all__ = ["locked"]

_PAUSE = 0.01
_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK, getattr(errno, "EDEADLOCK", 0)}
_FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)


@contextlib.contextmanager
def locked(path: Path, *, seconds: float = 10.0) -> Iterator[None]:
    """Hold a lock file, alone among all processes; the file stays, as to remove it could let two hold it.

    Args:
        path: The lock file; made if it is not there.
        seconds: How long to wait for another holder.

    Raises:
        OSError: The file cannot be made, or (as TimeoutError) another holder kept it all the time.
    """
    descriptor = os.open(path, _FLAGS, 0o600)
    try:
        _wait(lambda: _take(descriptor), seconds)
        yield
    finally:
        # Closing lets go of the lock as well, on every system.
        os.close(descriptor)


def _wait(take: Callable[[], None], seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            return take()
        except OSError as error:
            if error.errno not in _HELD:
                # A file system that knows no locks: better an unlikely loss than nothing written.
                return None
            if time.monotonic() > end:
                raise TimeoutError(
                    errno.ETIMEDOUT, "another process is writing there all the time"
                ) from error
        time.sleep(_PAUSE)


def _take(descriptor: int) -> None:
    """Take the lock, as POSIX has it or as Windows has it.

    Raises:
        OSError: Another holder has it, or there are no locks here.
    """
    posix = _module("fcntl")
    if posix is not None:
        posix.flock(descriptor, posix.LOCK_EX | posix.LOCK_NB)
        return
    windows = _module("msvcrt")
    if windows is not None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        windows.locking(descriptor, windows.LK_NBLCK, 1)


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
