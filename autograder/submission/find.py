"""Which files and folders are submissions, and which were passed over."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.submission.names import ENDINGS, ending_of, is_dropping, shown, student_of

__all__ = ["Handed", "find_submissions", "kind_of"]

_KINDS = {
    stat.S_IFREG: "a file",
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class Handed:
    """A submission as it lies on disk, not yet read."""

    path: Path
    """The file, or the folder of one student."""
    name: str
    """Name of the file or folder as handed in; bytes that are no UTF-8 are lone surrogates."""
    student: str
    """What stands before the name's ending; a folder's whole name."""


def kind_of(mode: int) -> str:
    """Return what a ``st_mode`` says an entry is, such as "a link"."""
    return _KINDS.get(stat.S_IFMT(mode), "neither a file nor a folder")


def find_submissions(paths: Sequence[Path]) -> tuple[list[Handed], list[str]]:
    """Find what was handed in, sorted by name.

    A path to a file is one submission, whatever its ending. A path to a folder is a class: every entry in
    it, a file or the folder of one student, is a submission, also when two of them look like the two
    halves of a pair. A path itself may be a link, and is then what it leads to; a link within a folder
    is passed over, like pipes, sockets, devices, folders named like files, and what editors and
    systems leave behind. Files with foreign endings are submissions (somebody handed them in, and is to
    be told that they cannot be read), but do not make a class by themselves.

    Args:
        paths: Files and folders. The same one twice counts once.

    Returns:
        The submissions, and one line for each entry that was passed over.

    Raises:
        UsageError: A path does not exist or cannot be listed, a folder holds no submission, or two
            submissions have the same name.
    """
    passed: list[str] = []
    found: dict[str, Handed] = {}
    for path in paths:
        for handed in _at(path, passed):
            other = found.setdefault(handed.name, handed)
            if other.path != handed.path:
                raise UsageError(_twice(other, handed))
    if not found:
        raise UsageError("no submission was given: name a file, or a folder of submissions")
    return sorted(found.values(), key=lambda handed: handed.name), passed


def _at(path: Path, passed: list[str]) -> Iterator[Handed]:
    """Yield the submissions at a path that the user gave."""
    try:
        real = path.resolve(strict=True)
        kind = kind_of(real.stat().st_mode)
    except (OSError, RuntimeError) as error:  # a RuntimeError: links that go round in a circle
        reason = getattr(error, "strerror", None) or "links that lead nowhere"
        raise UsageError(f"cannot read {shown(str(path), length=300)}: {reason}") from error
    if kind == "a file":
        yield _handed(real, is_folder=False)
    elif kind == "a folder":
        yield from _in_folder(real, passed)
    else:
        raise UsageError(f"cannot read {shown(str(path), length=300)}: it is {kind}, not a file or a folder")


def _in_folder(folder: Path, passed: list[str]) -> Iterator[Handed]:
    """Yield every entry of a class's folder that somebody handed in."""
    reasons = {(name, kind): _why_passed_over(name, kind) for name, kind in _entries(folder)}
    passed.extend(f"{shown(name)}: {reason}" for (name, _), reason in reasons.items() if reason)
    found = [entry for entry, reason in reasons.items() if not reason]
    if not any(kind == "a folder" or ending_of(name) in ENDINGS for name, kind in found):
        wanted = "expected .py, .ipynb or .zip files, or a folder for each student"
        raise UsageError(f"no submission in {shown(str(folder), length=300)}: {wanted}")
    for name, kind in found:
        yield _handed(folder / name, is_folder=kind == "a folder")


def _entries(folder: Path) -> list[tuple[str, str]]:
    """Return name and kind of the entries, sorted by name, links not followed."""
    try:
        with os.scandir(folder) as entries:
            return sorted((e.name, kind_of(e.stat(follow_symlinks=False).st_mode)) for e in entries)
    except OSError as error:
        raise UsageError(f"cannot list {shown(str(folder), length=300)}: {error.strerror}") from error


def _why_passed_over(name: str, kind: str) -> str | None:
    if is_dropping(name):
        return "left by an editor or a system"
    if kind == "a folder":
        return "a folder named like a file" if ending_of(name) in ENDINGS else None
    return None if kind == "a file" else kind


def _handed(path: Path, *, is_folder: bool) -> Handed:
    return Handed(path=path, name=path.name, student=student_of(path.name, is_folder=is_folder))


def _twice(one: Handed, other: Handed) -> str:
    return (
        f"two submissions are named {shown(one.name)}: {shown(str(one.path), length=300)} and "
        f"{shown(str(other.path), length=300)}; grade them in two runs, or "
        "give the folder above the students' folders"
    )
