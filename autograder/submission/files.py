"""Opening what was handed in: regular files only, no link followed, nothing waited for."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath

from autograder.errors import GraderFault, UnreadableSubmission
from autograder.submission.find import kind_of
from autograder.submission.names import ENDINGS, ending_of, is_dropping, shown

__all__ = ["Candidate", "files_below", "is_candidate", "opened", "read_at_most", "read_file", "refusals"]

_MOST_ENTRIES = 1_000
_DEEPEST = 16
# What a file can be that was handed in; anything else (a failing disk, no descriptors left) is our trouble.
_ITS_OWN_FAULT = {
    errno.EACCES,
    errno.EPERM,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.ELOOP,
    errno.ENXIO,
    errno.EISDIR,
    errno.ENAMETOOLONG,
}
_FLAGS = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file within a folder or a zip that may be the exercise."""

    name: str
    """Path within the folder or zip, with ``/``."""
    modified: float
    """When it was last changed, in seconds; only differences count."""
    read: Callable[[int], bytes]
    """Returns its bytes if there are at most so many; raises UnreadableSubmission otherwise."""

    @property
    def ending(self) -> str:
        """Ending of the name in lower case, such as ``.py``."""
        return ending_of(self.name)


def is_candidate(name: str) -> bool:
    """Whether a path within a folder or zip may be the exercise: neither a dropping nor the kit's tests."""
    *folders, file = PurePosixPath(name).parts or ("",)  # the name in a zip may be empty
    if ending_of(file) not in ENDINGS or is_dropping(file):
        return False
    return not any(is_dropping(folder) or folder == "tests" for folder in folders)


@contextmanager
def opened(path: Path) -> Iterator[io.FileIO]:
    """Open a regular file for reading.

    Raises:
        UnreadableSubmission: It is a link, a pipe, a device or the like, or may not be read.
        GraderFault: The machine failed, not the file.
    """
    flags = os.O_RDONLY
    for name in _FLAGS:  # not all of them exist on Windows, where students check their own work
        flags |= getattr(os, name, 0)
    with refusals():
        _must_be_file(os.lstat(path).st_mode)  # to open a device can already do something
        descriptor = os.open(path, flags)
    try:
        _must_be_file(os.fstat(descriptor).st_mode)
        yield io.FileIO(descriptor, closefd=False)
    finally:
        os.close(descriptor)


def _must_be_file(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise UnreadableSubmission(f"is {kind_of(mode)}, not a file")


def read_file(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        UnreadableSubmission: It cannot be opened, or there are more than ``limit`` bytes.
        GraderFault: The machine failed, not the file.
    """
    with opened(path) as file, refusals():
        return read_at_most(file.read, limit)


def read_at_most(read: Callable[[int], bytes], limit: int) -> bytes:
    """Read to the end, in pieces.

    Raises:
        UnreadableSubmission: There are more than ``limit`` bytes.
    """
    data = bytearray()
    while piece := read(1 << 16):
        data += piece
        if len(data) > limit:
            raise UnreadableSubmission(f"is larger than {limit >> 20} MiB")
    return bytes(data)


@contextmanager
def refusals() -> Iterator[None]:
    """Tell what a handed-in file does not allow from what the machine fails to do."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UnreadableSubmission("is a link, which is not followed") from error
        if error.errno in _ITS_OWN_FAULT:
            raise UnreadableSubmission(f"cannot be opened ({error.strerror})") from error
        raise GraderFault(f"cannot read {shown(str(error.filename))}: {error.strerror}") from error


def files_below(folder: Path) -> tuple[list[Candidate], list[str]]:
    """Return the files in a student's folder that may be the exercise, and what was passed over.

    Raises:
        UnreadableSubmission: It holds more than 1,000 entries, or folders 16 deep.
    """
    found: list[Candidate] = []
    notes: list[str] = []
    waiting = [PurePosixPath()]
    seen = 0
    while waiting:
        below = waiting.pop()
        for entry, kind, modified in _entries(folder / below):
            seen += 1
            name = below / entry
            if is_candidate(str(name)):
                if kind == "a file":
                    found.append(Candidate(str(name), modified, partial(read_file, folder / name)))
                else:
                    notes.append(f"{shown(str(name))}: passed over, {kind}")
            elif kind == "a folder":
                waiting.append(name)
        if seen > _MOST_ENTRIES or len(below.parts) > _DEEPEST:
            raise UnreadableSubmission(f"holds more than {_MOST_ENTRIES} files, or folders {_DEEPEST} deep")
    return sorted(found, key=lambda candidate: candidate.name), notes


def _entries(folder: Path) -> list[tuple[str, str, float]]:
    """Return name, kind and time of the entries but droppings, sorted by name; of too many, one too many."""
    with refusals(), os.scandir(folder) as entries:
        some = list(islice((one for one in entries if not is_dropping(one.name)), _MOST_ENTRIES + 1))
        states = [(entry.name, entry.stat(follow_symlinks=False)) for entry in some]
    return sorted((name, kind_of(state.st_mode), state.st_mtime) for name, state in states)
