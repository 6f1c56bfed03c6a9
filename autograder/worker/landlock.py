"""Landlock: a second wall around files, where the kernel has it; see ``landlock(7)``.

It needs no rights, and holds for this process and all that it starts. In a sandbox of namespaces it stands
behind what is mounted; without namespaces it is what hides the grader's files.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable
from typing import Final

from autograder.worker.kernel import syscall

__all__ = ["landlock_version", "restrict_files"]

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION_FLAG: Final = 1
_BENEATH: Final = 1

_EXECUTE: Final = 1 << 0
_WRITE_FILE: Final = 1 << 1
_READ_FILE: Final = 1 << 2
_READ_DIRECTORY: Final = 1 << 3
_TRUNCATE: Final = 1 << 14
_READ: Final = _EXECUTE | _READ_FILE | _READ_DIRECTORY
_OF_FILES: Final = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | 1 << 15
"""Rights that a rule about a single file may name."""

_FILE_RIGHTS: Final = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""All rights over files that a version knows; a version in between knows those of the one before."""
_NETWORK_SINCE: Final = 4
_NETWORK: Final = 0b11
"""Binding and connecting TCP sockets."""
_SCOPE_SINCE: Final = 6
_SCOPE: Final = 0b11
"""Abstract Unix sockets of others, and signals to others."""


def landlock_version() -> int:
    """Return the kernel's version of Landlock; 0 where there is none."""
    try:
        return syscall(_CREATE_RULESET, 0, 0, _VERSION_FLAG)
    except OSError:
        return 0


def restrict_files(readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Let this process read and write beneath the given paths only; needs no-new-privileges to be set.

    Paths that do not exist are passed over.

    Returns:
        Whether there is Landlock; without it nothing is done.
    """
    version = landlock_version()
    if not version:
        return False
    handled = _FILE_RIGHTS[max(known for known in _FILE_RIGHTS if known <= version)]
    attributes = struct.pack(
        "QQQ", handled, _NETWORK if version >= _NETWORK_SINCE else 0, _SCOPE if version >= _SCOPE_SINCE else 0
    )
    # An older kernel takes the longer structure as long as what it does not know is zero.
    ruleset = syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    try:
        for path in readable:
            _allow(ruleset, path, _READ & handled)
        for path in writable:
            _allow(ruleset, path, handled)
        syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return True


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 (a forked process stays free of what pathlib sets up)
            rights &= _OF_FILES
        syscall(_ADD_RULE, ruleset, _BENEATH, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)
