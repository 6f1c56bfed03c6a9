"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from pathlib import Path

__all__ = ["replace_file"]

_TRIES = 20
_PAUSE = 0.05


def replace_file(path: Path, data: bytes, *, follow: bool = True) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it.

    A file that was there keeps its mode.

    Args:
        path: The file.
        data: What it is to hold.
        follow: Whether a link stays a link, and the file that it leads to is replaced: so in people's own
            folders. Otherwise the link itself is replaced.

    Raises:
        OSError: It cannot be written; what was there is as it was.
    """
    path = path.resolve() if follow else path
    draft = path.with_name(f".{secrets.token_hex(8)}.part")  # fits where the file's own name is a long one
    try:
        with draft.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and not path.is_symlink():
            shutil.copymode(path, draft)
        _move(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _move(draft: Path, path: Path) -> None:
    """Put a file in the place of another; on Windows, whoever is reading that one is in the way."""
    for tries_left in reversed(range(_TRIES)):
        try:
            draft.replace(path)
            return
        except PermissionError:
            if not tries_left or os.name == "posix":
                raise
            time.sleep(_PAUSE)
