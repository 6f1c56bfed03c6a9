"""Built files → the folder ``exercises/NAME``: written, or compared with what is there.

The folder may hold files of other people, which stay as they are. Which ones the build owns stands in its
list, ``.built``; a file that was built before and is no longer is removed, or reported as stale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from autograder.atomic import replace_file
from autograder.errors import UsageError

__all__ = ["LIST", "listed", "stale", "write"]

LIST: Final = ".built"
"""Name of the list of built files in an exercise's folder."""


def listed(files: Mapping[str, bytes]) -> bytes:
    """Return the list of built files."""
    names = "".join(f"{name}\n" for name in sorted(files))
    return f"# Files that `autograder build` made and may remove\n{names}".encode()


def write(course_folder: Path, name: str, files: Mapping[str, bytes]) -> list[str]:
    """Write an exercise's files, each at once or not at all, and remove those that are no longer built.

    Args:
        course_folder: Folder of ``course.yml``.
        name: Name of the exercise.
        files: What ``build_exercise`` returned.

    Returns:
        The paths that changed, in order.

    Raises:
        UsageError: A file cannot be written or removed.
    """
    folder = course_folder / "exercises" / name
    changed: list[str] = []
    path = folder
    try:
        for path, content in _differing(folder, files):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, content)
            changed.append(path.as_posix())
        for path in _left_over(folder, files):
            path.unlink()
            _remove_empty(path.parent, folder)
            changed.append(path.as_posix())
        path, content = folder / LIST, listed(files)
        if not (path.is_file() and path.read_bytes() == content):
            replace_file(path, content)
    except OSError as error:
        raise UsageError(f"{path.as_posix()}: cannot be written: {error.strerror}") from error
    return changed


def stale(course_folder: Path, name: str, files: Mapping[str, bytes]) -> list[str]:
    """Return a line for each file of an exercise that is not as the build makes it, changing nothing.

    Args:
        course_folder: Folder of ``course.yml``.
        name: Name of the exercise.
        files: What ``build_exercise`` returned.

    Raises:
        UsageError: A file cannot be read.
    """
    folder = course_folder / "exercises" / name
    wanted = {**files, LIST: listed(files)}
    try:
        found = [
            f"{path.as_posix()}: {'differs from what the build makes' if path.exists() else 'is missing'}"
            for path, _ in _differing(folder, wanted)
        ]
        left_over = [f"{path.as_posix()}: is no longer built" for path in _left_over(folder, files)]
    except OSError as error:
        raise UsageError(f"{folder.as_posix()}: cannot be read: {error}") from error
    return found + left_over


def _differing(folder: Path, files: Mapping[str, bytes]) -> Iterator[tuple[Path, bytes]]:
    """Yield path and content of each file that is not there with that content."""
    for name, content in sorted(files.items()):
        path = folder / name
        if not (path.is_file() and path.read_bytes() == content):
            yield path, content


def _left_over(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Yield the files that an earlier build made and this one does not."""
    owned = folder / LIST
    names = owned.read_text(encoding="utf-8").splitlines() if owned.is_file() else []
    for name in names:
        pure = PurePosixPath(name)
        inside = not pure.is_absolute() and ".." not in pure.parts and ":" not in name and "\\" not in name
        if name and not name.startswith("#") and inside and name not in files and (folder / name).is_file():
            yield folder / name


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder that the last file has left, and those around it below ``top``."""
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
