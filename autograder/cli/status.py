"""``autograder status``: all exercises, how far each has come, and when it is due."""

from __future__ import annotations

import datetime
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from autograder.cli.layout import bar, say
from autograder.cli.surroundings import progress_store
from autograder.desk import ExerciseProgress, Progress, desks_below
from autograder.desk.counting import count_checks
from autograder.errors import UsageError
from autograder.handout import Handout, read_handout
from autograder.reports.gradebook import points
from autograder.submission import shown

__all__ = ["due_words", "late_words", "run"]

_WIDTH = 10
_HONESTY = "Points of the public checks only; hidden checks add to them when you hand in."
_LONGEST_ZONE = 5
_UNITS = (("day", 24 * 60), ("hour", 60), ("minute", 1))
_LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class _Row:
    """An exercise to show."""

    reached: ExerciseProgress
    """What was reached."""
    checks: int
    """How many public checks there are, as far as known."""
    is_here: bool
    """Whether its folder is among those looked at."""


def run(arguments: Namespace) -> int:
    """Show all exercises; see ``autograder status --help``."""
    if not arguments.path.exists():
        raise UsageError(f"no such file or folder: {shown(str(arguments.path), length=300)}")
    progress = progress_store()
    problems: list[str] = []
    rows = _rows(_found(arguments.path, problems), progress)
    if not rows and not problems:
        raise UsageError("no exercise in this folder or below it: go to the folder of your exercises")
    console = Console(highlight=False)
    _show(rows, datetime.datetime.now(datetime.UTC), console)
    for problem in [*problems, *_about_memory(progress)]:
        say(console, problem, style="yellow")
    return 0


def due_words(due: datetime.datetime, now: datetime.datetime, *, is_done: bool) -> str:
    """Return when something is due, in this machine's time zone, and how long that is from now.

    Args:
        due: The moment; without a time zone, this machine's is meant.
        now: The time, with its zone.
        is_done: Whether nothing is left to do, so that nothing can be overdue.
    """
    left = due.astimezone() - now.astimezone()
    if left >= datetime.timedelta():
        return f"due {_local(due)}, {_span(left)} left"
    return f"due {_local(due)}, " + (f"{_span(-left)} ago" if is_done else f"overdue by {_span(-left)}")


def late_words(due: datetime.datetime, now: datetime.datetime) -> str:
    """Return how late it is, in words; empty if it is in time."""
    late = now.astimezone() - due.astimezone()
    return f"Late: it was due {_local(due)}, {_span(late)} ago." if late > datetime.timedelta() else ""


def _local(moment: datetime.datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y %H:%M} {_zone(local)}".rstrip()


def _zone(local: datetime.datetime) -> str:
    """Return the zone's short name, or how far it is from UTC where the name is a long one or a number."""
    name = local.tzname() or ""
    return name if name.isalpha() and len(name) <= _LONGEST_ZONE else f"UTC{local.isoformat()[-6:]}"


def _span(length: datetime.timedelta) -> str:
    minutes = max(1, int(length.total_seconds() // 60))
    name, size = next(unit for unit in _UNITS if minutes >= unit[1])
    return f"{minutes // size} {name}{'s' * (minutes // size > 1)}"


def _found(path: Path, problems: list[str]) -> dict[tuple[str, str], tuple[Handout, int]]:
    """Return the exercises below a folder, or else of the course around it, with their public checks."""
    folder = path if path.is_dir() else path.parent
    found: dict[tuple[str, str], tuple[Handout, int]] = {}
    for place, name in [(one, one.name) for one in desks_below(folder)] or _of_course(folder):
        try:
            handout, checks = _exercise_in(place, name)
        except UsageError as error:
            problems.append(str(error).splitlines()[0])
            continue
        found.setdefault((handout.course, handout.exercise.name), (handout, checks))
    return found


def _of_course(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield a folder and the name for each exercise of the course around a folder."""
    # Beside exercises nobody needs the course's reader, and students wait for it.
    from autograder.course import find_course, read_course

    path = find_course(folder)
    if path is not None:
        top = path.resolve().parent
        for exercise in read_course(path).exercises:
            yield top / "exercises" / exercise.name, exercise.name


def _exercise_in(folder: Path, name: str) -> tuple[Handout, int]:
    """Return what a folder says about its exercise, and how many public checks lie there; it runs nothing."""
    handout = read_handout(folder)
    if handout is None:
        raise UsageError(f"{name}: is not built yet: run `autograder build {name}`")
    return handout, count_checks(folder)


def _rows(found: dict[tuple[str, str], tuple[Handout, int]], progress: Progress) -> list[_Row]:
    """Return what to show, by due date: what is here, and what is known of the same courses."""
    here = [_Row(progress.of(handout), checks, is_here=True) for handout, checks in found.values()]
    courses = {course for course, _name in found}
    elsewhere = [
        _Row(one, one.checks, is_here=False)
        for one in progress.remembered()
        if (one.course, one.name) not in found and (one.course in courses or not found)
    ]
    return sorted([*here, *elsewhere], key=_order)


def _order(row: _Row) -> tuple[str, datetime.datetime, str]:
    reached = row.reached
    return reached.course, reached.due.astimezone() if reached.due else _LAST, reached.name


def _show(rows: Iterable[_Row], now: datetime.datetime, console: Console) -> None:
    course: str | None = None
    for row in rows:
        if row.reached.course != course:
            course = row.reached.course
            say(console, course or "Exercises", style="bold underline")
        _show_row(row, now, console)
    say(console, _HONESTY, style="dim")


def _show_row(row: _Row, now: datetime.datetime, console: Console) -> None:
    reached = row.reached
    checks = max(row.checks, reached.checks)
    is_done = 0 < checks <= reached.passed
    title = f"  {reached.title}" if reached.title != reached.name else ""
    where = "" if row.is_here else "  (not in this folder)"
    say(console, Text.assemble((reached.name, "bold"), title, (where, "dim")))
    told = [f"{reached.passed}/{checks} checks"] if checks else []
    told.append(f"{points(reached.score)}/{points(reached.possible)} points")
    if reached.due:
        told.append(due_words(reached.due, now, is_done=is_done))
    line = Text(" ").join([bar(reached.passed, checks, _WIDTH), Text(" · ".join(told))])
    line.highlight_words(["overdue"], "red")
    say(console, line, indent=2)
    best = f"; best so far {points(reached.best)} points" if reached.best > reached.score else ""
    last = f"last check {_local(reached.checked)}{best}" if reached.checked else "not checked yet"
    say(console, last, indent=2, style="dim")


def _about_memory(progress: Progress) -> Iterator[str]:
    if problem := progress.find_problem():
        yield f"What you reach is not remembered. {problem}"
    for path in progress.set_aside:
        yield f"What was remembered before was damaged, and is not counted; it was moved to {path}"
