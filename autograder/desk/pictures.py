"""Pictures of failures as files, beside the student's work."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.atomic import replace_file
from autograder.model import Result
from autograder.picture import Picture
from autograder.reports.picture import picture_png

__all__ = ["PICTURES", "save_pictures"]

PICTURES = "autograder-pictures"
"""Name of the folder for pictures."""
_LONGEST = 60


def save_pictures(result: Result, beside: Path, *, temporary: Path) -> Mapping[str, Path]:
    """Write the picture of each failure, in place of the check's old one, and remove those of the others.

    Args:
        result: How the checks ended.
        beside: Folder of the checked file; the pictures come into a folder within it.
        temporary: Folder for them where that one cannot be written.

    Returns:
        The files by the names of their checks; what could be written nowhere is left out.
    """
    saved: dict[str, Path] = {}
    for outcome in result.outcomes:
        name = f"{Path(result.submission).stem[:_LONGEST]}-{outcome.check.name}.png"
        picture = outcome.feedback.picture if outcome.feedback else None
        if picture is None:
            _remove(beside / PICTURES / name)
        elif path := _saved(picture, name, beside, temporary):
            saved[outcome.check.name] = path
    with contextlib.suppress(OSError):
        (beside / PICTURES).rmdir()  # only if the last one has gone
    return saved


def _saved(picture: Picture, name: str, beside: Path, temporary: Path) -> Path | None:
    try:
        image = picture_png(picture)
    # A picture only adds to the words: a matplotlib that does not work here must not cost these.
    except Exception:
        return None
    for folder in _folders(beside, temporary):
        path = folder / name
        with contextlib.suppress(OSError):
            if path.is_symlink():  # what it leads to is no picture of ours
                path.unlink()
            replace_file(path, image)
            return path
    return None


def _folders(beside: Path, temporary: Path) -> Iterator[Path]:
    """Yield the folders that will do, the best first, each made if it was not there."""
    whose = hashlib.sha256(os.fsencode(beside.resolve())).hexdigest()[:8]
    for folder, mode in ((beside / PICTURES, 0o777), (temporary / f"{PICTURES}-{whose}", 0o700)):
        with contextlib.suppress(OSError):
            folder.mkdir(mode=mode, exist_ok=True)
            if _is_own(folder):
                yield folder


def _is_own(folder: Path) -> bool:
    """Say whether a folder is no link and belongs to this user: others may write to a temporary one, too."""
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and (not hasattr(os, "getuid") or found.st_uid == os.getuid())


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
