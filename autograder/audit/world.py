"""Answers as people wrote them, in ``solutions/NAME/world/``: instructors drop theirs in, and all are graded.

``world/right/`` holds answers that must keep every point, ``world/wrong/`` answers that must lose some. A
Python file counts from where its first lines leave off; what it does not define is taken from the solution. A
notebook is graded as it is. The questions that a wrong answer must lose stand in a comment at its top,
``# loses: loss, fit``, or before two dashes in its name, ``loss--sum.ipynb``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.errors import MasterError

__all__ = ["FOLDER", "WorldAnswer", "read_world"]

FOLDER: Final = "world"
"""Name of the folder beside a master."""

_LOSES: Final = re.compile(r"^# loses:(?P<questions>.*)$", re.MULTILINE)
_HEAD: Final = 2_000
"""Characters of a file in which its questions are looked for."""


@dataclass(frozen=True, slots=True)
class WorldAnswer:
    """A file of the folder."""

    path: Path
    """The file."""
    loses: frozenset[str]
    """Names of the questions of which it must lose points; empty for a right answer."""

    @property
    def name(self) -> str:
        """Its name for people, such as ``wrong/loss_sum.py``."""
        return f"{self.path.parent.name}/{self.path.name}"


def read_world(folder: Path, questions: Collection[str]) -> tuple[WorldAnswer, ...]:
    """Return the answers beside a master, by name.

    Args:
        folder: The master's folder.
        questions: Names of the exercise's questions.

    Raises:
        MasterError: A wrong answer does not say which questions it loses, or names one that there is not.
    """
    found: list[WorldAnswer] = []
    problems: list[str] = []
    for path in _files(folder / FOLDER / "right"):
        found.append(WorldAnswer(path, frozenset()))
    for path in _files(folder / FOLDER / "wrong"):
        loses = _lost(path)
        found.append(WorldAnswer(path, loses))
        unknown = sorted(loses - set(questions))
        if unknown or not loses:
            what = f"no question is called {unknown[0]}" if unknown else "expected a line `# loses: QUESTION`"
            problems.append(f"{path}:1: {what}; there is {', '.join(questions)}")
    if problems:
        raise MasterError(problems)
    return tuple(found)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.glob("*") if path.suffix in (".py", ".ipynb"))


def _lost(path: Path) -> frozenset[str]:
    if "--" in path.stem:
        return frozenset({path.stem.partition("--")[0]})
    if path.suffix != ".py":
        return frozenset()
    told = _LOSES.search(path.read_text(encoding="utf-8")[:_HEAD])
    names = told["questions"].replace(",", " ").split() if told else []
    return frozenset(names)
