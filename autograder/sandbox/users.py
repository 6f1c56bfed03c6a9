"""Users that exist only as numbers, for processes that must not share one with anybody."""

from __future__ import annotations

import os
import pwd
import random
import socket
from types import TracebackType
from typing import Self

from autograder.errors import SandboxUnavailable
from autograder.worker.walls import real_user

__all__ = ["ReservedUser"]

_FIRST, _LAST = 61_184, 65_519
"""Set aside for users made on the fly; see the table of user numbers in systemd's documentation."""
_TRIES = 1_000


class ReservedUser:
    """The number of a user, and group, that has no name, runs no process, and is no other grader's."""

    def __init__(self) -> None:
        """Reserve a number until it is released, or this process is gone.

        Raises:
            SandboxUnavailable: None was found.
        """
        known = {entry.pw_uid for entry in pwd.getpwall()}
        for number in random.SystemRandom().sample(range(_FIRST, _LAST + 1), _TRIES):
            held = None if number in known else _held(number)
            # Only now: who held it before may just have released it, with its processes still to be seen.
            if held and number in _running_users():
                held.close()
            elif held:
                self.number, self._held = number, held
                return
        raise SandboxUnavailable("every user number that is set aside for passing users is in use")

    def release(self) -> None:
        """Let others have the number; may be called twice."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _held(number: int) -> socket.socket | None:
    """Return what holds a number: a name that one process at a time can have, and that goes with it."""
    name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        name.bind(f"\0autograder-user-{number}")
    except OSError:
        name.close()
        return None
    return name


def _running_users() -> set[int]:
    return {real_user(int(name)) for name in os.listdir("/proc") if name.isdigit()}  # noqa: PTH208
