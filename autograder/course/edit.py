"""Changes of ``course.yml`` by the kit itself, which leave every other line as its author wrote it.

Lines are edited, since no YAML library that writes keeps all of an author's layout, and the place of every
value is known from reading. What comes out is read again before it takes the file's place.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.errors import CourseError
from autograder.yaml_text import read_yaml

__all__ = ["write_threshold"]


def write_threshold(path: Path, exercise: str, name: str, entry: Mapping[str, str | float]) -> None:
    """Write a threshold with where it comes from; comments stay.

    Args:
        path: The ``course.yml``, which must be without mistakes.
        exercise: Name of the exercise.
        name: Name of the threshold; it must be there already.
        entry: What is written below the name, ``value`` and the rest.

    Raises:
        CourseError: The threshold is not there, or not written on lines of its own.
    """
    document = read_yaml(path)
    exercises = document.data["exercises"]
    index = next((i for i, one in enumerate(exercises) if one["name"] == exercise), len(exercises))
    place = ("exercises", index, "thresholds", name)
    if place not in document.lines:
        raise CourseError([f"{path}: {exercise} has no threshold {name}: add `{name}: 0` to its thresholds"])
    text = path.read_text(encoding="utf-8")
    changed = _changed(text.split("\n"), document.lines[place], name, entry)
    if changed is None:
        where = f"{path}:{document.lines[place]}"
        raise CourseError([f"{where}: expected the threshold {name} on a line of its own, with its value"])
    exercises[index]["thresholds"][name] = dict(entry)
    _replace(path, "\n".join(changed), expected=document.data)


def _changed(
    lines: Sequence[str], number: int, name: str, entry: Mapping[str, str | float]
) -> list[str] | None:
    """Return the lines with the entry of line ``number`` written anew, or None if it does not stand alone."""
    match = re.fullmatch(
        rf"(?P<indent>\s+){re.escape(name)}:(?:\s+[-+.\deE]+)?(?P<comment>\s+#.*)?\s*", lines[number - 1]
    )
    if match is None:
        return None
    indent = match["indent"]
    last = number
    while last < len(lines) and lines[last].startswith(f"{indent} "):
        last += 1
    comments = [line for line in lines[number:last] if line.lstrip().startswith("#")]
    new = [f"{indent}{name}:{match['comment'] or ''}", *comments]
    new += [f"{indent}  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
    return [*lines[: number - 1], *new, *lines[last:]]


def _replace(path: Path, text: str, *, expected: object) -> None:
    """Put the text in the file's place if it says what is expected.

    Raises:
        CourseError: It would say something else; the file is as before.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".course-", suffix=".yml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        if read_yaml(Path(name)).data != expected:
            raise CourseError([f"{path}: the thresholds are written in a way that cannot be edited safely"])
        Path(name).chmod(path.stat().st_mode)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
