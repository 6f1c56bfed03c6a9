"""Users that exist only as numbers, for processes that must not share one with anybody."""

from __future__ import annotations

import os
import pwd
import random

from autograder.errors import SandboxUnavailable

__all__ = ["free_user"]

_FIRST, _LAST = 61_184, 65_519
"""Set aside for users made on the fly; see the table of user numbers in systemd's documentation."""
_TRIES = 100


def free_user() -> int:
    """Return the number of a user, and group, that has no name and runs no process.

    Raises:
        SandboxUnavailable: None was found.
    """
    running = _running_users()
    known = {entry.pw_uid for entry in pwd.getpwall()}
    # Other graders on the machine choose at the same time; a random place in the range keeps them apart.
    for number in random.SystemRandom().sample(range(_FIRST, _LAST + 1), _TRIES):
        if number not in running and number not in known:
            return number
    raise SandboxUnavailable("every user number that is set aside for passing users is in use")


def _running_users() -> set[int]:
    found = set()
    for name in os.listdir("/proc"):  # noqa: PTH208
        if name.isdigit():
            try:
                found.add(os.stat(f"/proc/{name}").st_uid)  # noqa: PTH116
            except OSError:
                continue
    return found
