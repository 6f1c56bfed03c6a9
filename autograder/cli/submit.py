"""``autograder submit``."""

from __future__ import annotations

import dataclasses
import datetime
import importlib.metadata
import platform
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Console
from rich.text import Text

from autograder import __version__, batch
from autograder.atomic import replace_file
from autograder.cli.status import late_words
from autograder.cli.surroundings import progress_store
from autograder.cli.sync import told
from autograder.desk import Checked, Desk, check_desk, desk_of, exercise_path
from autograder.desk.submit import (
    MANIFEST,
    Package,
    QuestionReached,
    Reached,
    carry_over,
    left_out,
    pack,
    reached,
)
from autograder.errors import GraderFault, UsageError
from autograder.sandbox import open_sandbox, student_sandbox
from autograder.submission import shown

__all__ = ["run"]

_PROGRAMS = ("keras", "numpy", "tensorflow")
_MARKS = {
    Reached.PASSED: ("✓", "green"),
    Reached.FAILED: ("✗", "red"),
    Reached.WAITING: ("–", "dim"),
    Reached.NOT_STARTED: ("○", "yellow"),
}


def run(arguments: Namespace) -> int:
    """Make the zip to hand in; see ``autograder submit --help``."""
    desk = desk_of(exercise_path(arguments.path, arguments.exercise), arguments.exercise)
    synced = carry_over(desk)
    package = pack(desk, kit=__version__, versions=_versions())
    out = _place(arguments.out, desk, package)
    console = Console(highlight=False, soft_wrap=True)
    # What is checked is what is handed in, read as graders read it.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, package.name)
        path.write_bytes(package.data)
        checked = _checked(dataclasses.replace(desk, path=path))
    if checked:
        progress_store().record(desk.handout, checked.result.outcomes)
    _write(out, package.data)
    for said in told(synced) if synced else ():
        console.print(Text(said))
    for line in _told(desk, checked, package, out, datetime.datetime.now(datetime.UTC)):
        console.print(line)
    return 0 if checked and checked.is_full else 1


def _checked(desk: Desk) -> Checked | None:
    """Run the public checks; a fault of theirs must not keep anybody from handing in."""
    try:
        with open_sandbox(student_sandbox(), desk.data, once=True) as sandbox:
            return check_desk(desk, sandbox)
    except GraderFault as error:
        print(f"autograder: the checks could not run: {error}", file=sys.stderr)
        return None


def _place(given: Path | None, desk: Desk, package: Package) -> Path:
    """Return where the zip goes, once a file could be written there."""
    beside = desk.path if desk.path.is_dir() else desk.path.parent
    out = beside / package.name if given is None else given / package.name if given.is_dir() else given
    try:
        batch.writable_folder(out.parent)
    except UsageError as error:
        raise UsageError(f"{error}; say with --out where to write the zip") from error
    return out


def _write(out: Path, data: bytes) -> None:
    try:
        replace_file(out, data)
    except OSError as error:
        raise UsageError(
            f"{shown(str(out), length=300)} cannot be written ({error.strerror}); "
            "say with --out where to write the zip"
        ) from error


def _versions() -> Mapping[str, str | None]:
    """Return the versions of what the work was made with; nothing is imported for it."""
    found: dict[str, str | None] = {"python": platform.python_version()}
    for name in _PROGRAMS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    return found


def _told(
    desk: Desk, checked: Checked | None, package: Package, out: Path, now: datetime.datetime
) -> Iterator[Text]:
    """Yield what a student reads, a line each."""
    yield Text(f"{desk.exercise.name}: {desk.exercise.title}", "bold")
    questions = reached(checked.result) if checked else ()
    yield from (_line(one, max(len(other.question) for other in questions)) for one in questions)
    for warning in checked.warnings if checked else ():
        yield Text(f"! {warning}", "yellow")
    left = sum(one.reached is not Reached.PASSED for one in questions)
    if left:
        yield Text(
            f"Unfinished: {left} of {len(questions)} questions; `autograder check` says why. "
            "You can hand in as it is, or go on and submit again."
        )
    for name, path in package.files.items():
        if path.name != name:
            yield Text(f"{shown(path.name)} is in the zip as {name}.")
    if len(package.files) == 1:
        yield Text(f"Only {next(iter(package.files))} was there, so the zip holds that half alone.")
    if aside := ", ".join(shown(path.name) for path in left_out(desk, package)):
        yield Text(f"Not in the zip: {aside}. To hand in one of these, name it: autograder submit FILE")
    contents = ", ".join((*sorted(package.files), MANIFEST))
    if desk.exercise.due and (late := late_words(desk.exercise.due, now)):
        yield Text(f"{late} You can hand in all the same; your course says what that costs.", "yellow")
    yield Text(f"To hand in: {shown(str(out), length=1000)} ({contents})", "bold")


def _line(one: QuestionReached, width: int) -> Text:
    mark, style = _MARKS[one.reached]
    count = f", {one.passed} of {one.checks} checks passed" if one.reached is Reached.FAILED else ""
    return Text.assemble("  ", (mark, style), f" {one.question:<{width}}  {one.reached}{count}")
