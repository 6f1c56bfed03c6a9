"""The zip that a student hands in: the same bytes each time, and nothing in it that nobody reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Final

from autograder.desk.place import Desk
from autograder.desk.sync import LATEST, Synced, sync
from autograder.errors import UsageError
from autograder.feedback import NOT_STARTED
from autograder.model import Outcome, Result, Status
from autograder.pair import (
    PairPaths,
    PairState,
    exercise_files,
    find_pair,
    read_notebook_half,
    read_script_half,
    state_of,
)
from autograder.submission import shown
from autograder.zipping import zip_bytes

__all__ = ["MANIFEST", "Package", "QuestionReached", "Reached", "carry_over", "left_out", "pack", "reached"]

MANIFEST: Final = "manifest.json"
"""Name of the list of contents in the zip."""

_FORMAT: Final = 1
_MOST_BYTES: Final = 20_000_000
"""What many course sites take; larger notebooks hold outputs that nobody grades."""


@dataclass(frozen=True, slots=True)
class Package:
    """A zip to hand in."""

    name: str
    """Its name."""
    data: bytes
    """Its bytes."""
    files: Mapping[str, Path]
    """Where each file in it comes from, by its name there; without the manifest."""


class Reached(StrEnum):
    """How far a question has come, as its public checks tell."""

    PASSED = "passed"
    FAILED = "failed"
    WAITING = "waits for another question"
    NOT_STARTED = "not started"


@dataclass(frozen=True, slots=True)
class QuestionReached:
    """A question and how far it has come."""

    question: str
    """Its name."""
    reached: Reached
    """How far it has come."""
    passed: int
    """How many of its checks passed."""
    checks: int
    """How many checks it has."""


def pack(desk: Desk, *, kit: str, versions: Mapping[str, str | None]) -> Package:
    """Return the zip of an exercise: both halves, under its own name, and the manifest.

    Args:
        desk: The exercise and its files.
        kit: Version of the kit.
        versions: Version of each program that the work was made with, None where there is none.

    Raises:
        UsageError: The halves differ, one cannot be read, or the files are too large; one line.
    """
    paths = find_pair(desk.path, desk.exercise.name)
    exercise = desk.exercise.name or paths.script.stem
    files = {f"{exercise}{path.suffix.lower()}": path for path in paths.there}
    contents = _contents(paths, files)
    manifest = {
        "format": _FORMAT,
        "exercise": exercise,
        "kit": kit,
        "versions": dict(sorted(versions.items())),
        "files": [
            {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in sorted(contents.items())
        ],
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    data = zip_bytes({**contents, MANIFEST: text.encode()})
    return Package(f"{exercise}-submission.zip", data, files)


def carry_over(desk: Desk) -> Synced | None:
    """Carry the half that changed over to the other one, and return what was done; None if nothing.

    Args:
        desk: The exercise and its files.

    Raises:
        UsageError: There is no pair, or a half cannot be read or written; one line.
    """
    paths = find_pair(desk.path, desk.exercise.name)
    if len(paths.there) < 2 or _state(paths) not in LATEST:
        return None
    return sync(paths)


def _state(paths: PairPaths) -> PairState:
    return state_of(read_script_half(paths.script), read_notebook_half(paths.notebook))


def left_out(desk: Desk, package: Package) -> tuple[Path, ...]:
    """Return the scripts and notebooks in the exercise's folder that are not in its zip, by name.

    Who has renamed one half and worked on there must learn that the other one is what gets handed in.
    """
    if not desk.path.is_dir():
        return ()
    return tuple(path for path in exercise_files(desk.path) if path not in package.files.values())


def _contents(paths: PairPaths, files: Mapping[str, Path]) -> dict[str, bytes]:
    """Return the bytes of the halves, which must agree."""
    script = read_script_half(paths.script) if paths.script in paths.there else None
    notebook = read_notebook_half(paths.notebook) if paths.notebook in paths.there else None
    if script and notebook and (state := state_of(script, notebook)) is not PairState.AGREE:
        both = f"{shown(paths.script.name)} and {shown(paths.notebook.name)}"
        raise UsageError(f"{both} differ ({state}): run `autograder sync` first, then submit again")
    halves = {half.path: half.data for half in (script, notebook) if half}
    for path, data in halves.items():
        if len(data) > _MOST_BYTES:
            raise UsageError(_too_large(path, len(data)))
    return {name: halves[path] for name, path in files.items()}


def _too_large(path: Path, size: int) -> str:
    found = (
        f"{shown(path.name)} has {size / 1e6:.0f} MB, and at most {_MOST_BYTES / 1e6:.0f} can be handed in"
    )
    advice = "in Jupyter, choose Edit → Clear Outputs of All Cells, save it, and submit again"
    return f"{found}: {advice}" if path.suffix.lower() == ".ipynb" else found


def reached(result: Result) -> tuple[QuestionReached, ...]:
    """Return how far each question has come, in order."""
    return tuple(
        _question(question, list(outcomes))
        for question, outcomes in groupby(result.outcomes, key=lambda outcome: outcome.check.question)
    )


def _question(name: str, outcomes: Sequence[Outcome]) -> QuestionReached:
    left = [outcome for outcome in outcomes if outcome.status is not Status.PASSED]
    return QuestionReached(name, _reached(left), len(outcomes) - len(left), len(outcomes))


def _reached(left: Sequence[Outcome]) -> Reached:
    """Return how far a question has come, of which these checks are left."""
    if not left:
        return Reached.PASSED
    if left[0].feedback and left[0].feedback.problem == NOT_STARTED:
        return Reached.NOT_STARTED
    return Reached.WAITING if left[0].status is Status.SKIPPED else Reached.FAILED
