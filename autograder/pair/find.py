"""Which two files are the pair."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError
from autograder.submission import shown
from autograder.submission.names import ending_of, is_dropping

__all__ = ["PairPaths", "exercise_files", "find_pair"]

_ENDINGS = (".py", ".ipynb")


@dataclass(frozen=True, slots=True)
class PairPaths:
    """Where the halves of a pair are, or would be."""

    script: Path
    """The ``.py``."""
    notebook: Path
    """The ``.ipynb``."""

    @property
    def there(self) -> tuple[Path, ...]:
        """Those of the two that exist."""
        return tuple(path for path in (self.script, self.notebook) if path.is_file())


def find_pair(path: Path, exercise: str | None) -> PairPaths:
    """Return the pair that a path belongs to, of which at least one half is there.

    Args:
        path: One half, there or not, or the folder of an exercise.
        exercise: Name of the exercise, if it is known: of several files, those of that name count.

    Raises:
        UsageError: There is none, or several; one line.
    """
    if not path.is_dir():
        return _beside(path)
    stems = dict.fromkeys(one.stem for one in exercise_files(path))
    named = [stem for stem in stems if exercise and stem.casefold() == exercise.casefold()]
    chosen = named or list(stems)
    if not chosen:
        raise UsageError(f"{shown(str(path.resolve()), length=300)}: no .py or .ipynb of an exercise there")
    if len(chosen) > 1:
        some = ", ".join(shown(stem) for stem in chosen[:4])
        raise UsageError(f"{shown(str(path), length=300)}: which one is the exercise: {some}? Name its file")
    return _pair(path, chosen[0])


def _beside(path: Path) -> PairPaths:
    if ending_of(path.name) not in _ENDINGS:
        wrong = "is no .py or .ipynb" if path.exists() else "no such file"
        raise UsageError(f"{shown(str(path), length=300)}: {wrong}")
    found = _pair(path.parent, path.stem)
    if not found.there:
        raise UsageError(f"no such file: {shown(str(path), length=300)}")
    return found


def _pair(folder: Path, stem: str) -> PairPaths:
    """Return the halves of that name, whichever way their endings are written."""
    there = {ending_of(one.name): one for one in exercise_files(folder) if one.stem == stem}
    return PairPaths(*(there.get(ending, folder / f"{stem}{ending}") for ending in _ENDINGS))


def exercise_files(folder: Path) -> list[Path]:
    """Return the scripts and notebooks in a folder, by name.

    Raises:
        UsageError: The folder cannot be read.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(f"{shown(str(folder), length=300)}: cannot be read: {error.strerror}") from error
    return [
        one
        for one in entries
        if ending_of(one.name) in _ENDINGS and not is_dropping(one.name) and one.is_file()
    ]
