"""``autograder audit``."""

from __future__ import annotations

import datetime
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.audit import (
    Audit,
    Journal,
    Kind,
    Material,
    Record,
    Runner,
    audit_exercise,
    environment_of,
    faults_of,
    read_material,
    trials_of,
    used_versions,
)
from autograder.audit.pages import audits_html, audits_json
from autograder.cli.surroundings import course_of, exercise_of
from autograder.errors import UnreadableSubmission, UsageError
from autograder.model import Exercise, Status, checks_of
from autograder.sandbox import open_sandbox

__all__ = ["material_of", "run", "runner_for"]

_KINDS = {
    "solution": {Kind.SOLUTION, Kind.STUB},
    "variants": {Kind.VARIANT},
    "world": {Kind.WORLD_RIGHT, Kind.WORLD_WRONG},
    "misconceptions": {Kind.MISCONCEPTION},
    "mutants": {Kind.MUTANT},
}
_JOURNAL_FOLDER = ".autograder-audit"
"""Folder beside ``course.yml`` in which finished trials are remembered."""


def run(arguments: Namespace) -> int:
    """Audit exercises; see ``autograder audit --help``."""
    folder, course = course_of(arguments.course)
    chosen = [exercise_of(course, name) for name in arguments.names] or list(course.exercises)
    if arguments.only:
        return max(_looked_at(folder, exercise, arguments) for exercise in chosen)
    audits = []
    for exercise in chosen:
        audit = _audited(folder, exercise, arguments)
        audits.append(audit)
        _show(audit)
    for path, text in ((arguments.json, audits_json), (arguments.html, audits_html)):
        if path:
            _write(path, text(audits))
    return 0 if all(audit.is_sound for audit in audits) else 1


def _audited(folder: Path, exercise: Exercise, arguments: Namespace) -> Audit:
    material = material_of(folder, exercise)
    with runner_for(folder, exercise, arguments) as runner:
        return audit_exercise(
            material,
            runner,
            seeds=arguments.seeds,
            date=datetime.datetime.now(datetime.UTC).date().isoformat(),
            versions=used_versions(),
        )


def _looked_at(folder: Path, exercise: Exercise, arguments: Namespace) -> int:
    """Grade answers of one kind and list what came of them; return 1 if some did not end as they must."""
    material = material_of(folder, exercise)
    kinds = _KINDS[arguments.only]
    with runner_for(folder, exercise, arguments) as runner:
        records = runner.run(list(trials_of(material, kinds, arguments.seeds)), material)
    points = {check.name: check.points for check in checks_of(material.questions)}
    faulty = 0
    for record in records:
        score = sum(points[name] for name, one in record.statuses.items() if one is Status.PASSED)
        faults = list(faults_of(record, material))
        faulty += bool(faults)
        print(
            f"{'✗' if faults else '✓'} {record.name} (seed {record.seed}): {score:g} of {exercise.points:g}"
        )
        print("".join(f"    {fault}\n" for fault in faults), end="")
    print(f"{exercise.name}: {len(records) - faulty} of {len(records)} ended as they must.")
    return int(faulty > 0)


def material_of(folder: Path, exercise: Exercise) -> Material:
    """Return what an audit of the exercise starts from.

    Raises:
        UsageError: The exercise has not been built, or its master cannot be read.
    """
    try:
        return read_material(folder, exercise)
    except UnreadableSubmission as error:
        raise UsageError(f"{exercise.name}: {error} Has it been built? (autograder build)") from error


@contextmanager
def runner_for(folder: Path, exercise: Exercise, arguments: Namespace) -> Iterator[Runner]:
    """Open the sandbox and the journal of an exercise, and show the progress of what runs there."""
    data = folder / "exercises" / exercise.name / "data"
    environment = environment_of(arguments.sandbox, used_versions())
    journal = Journal(_journal_folder(folder) / f"{exercise.name}.jsonl", environment)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with (
        open_sandbox(arguments.sandbox, data if data.is_dir() else None) as sandbox,
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        task = progress.add_task(exercise.name, total=0)
        total = 0

        def more(count: int) -> None:
            nonlocal total
            total += count
            progress.update(task, total=total)

        def done(record: Record) -> None:
            progress.update(task, advance=1, description=f"{exercise.name}: {escape(record.name[:40])}")

        yield Runner(sandbox, journal, arguments.jobs, more, done)


def _journal_folder(course: Path) -> Path:
    """Return the folder of the journals, which git passes over."""
    folder = course / _JOURNAL_FOLDER
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    return folder


def _show(audit: Audit) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    table = Table(title=f"{audit.exercise}: {audit.title}", title_justify="left", box=None)
    table.add_column("check", overflow="fold")
    for name in ("draws", "false fails", "95 % bound", "wrong answers failed"):
        table.add_column(name, justify="right")
    for one in audit.checks:
        counts = str(one.draws), str(one.false_fails), f"{one.bound:.2%}", str(len(one.failed_by))
        table.add_row(f"{one.check.question}: {one.check.name}", *counts)
    console.print(table)
    for line in _lines(audit):
        console.print(line, markup=False, highlight=False)


def _lines(audit: Audit) -> Iterator[str]:
    for one in audit.thresholds:
        yield (
            f"threshold {one.name} = {one.limit:g} in {one.check}: nearest right answer {one.nearest:.3g}, "
            f"{one.distance:.1f} standard deviations from their mean"
        )
    for first, second in audit.redundant:
        yield f"always fail together: {first} and {second}"
    equivalent = sum(bool(one.fate.equivalent) for one in audit.mutants)
    yield (
        f"{len(audit.mutants)} mutants, {equivalent} declared equivalent: {audit.killed_share:.1%} "
        f"of the others killed; {audit.misconceptions} misconceptions, {audit.variants} variants"
    )
    yield from _survivors(audit)
    yield from (f"  ✗ {fault}" for fault in audit.faults)
    yield f"{audit.exercise} is {'sound' if audit.is_sound else 'NOT sound'}."


def _survivors(audit: Audit) -> Iterator[str]:
    for one in audit.mutants:
        if one.survived:
            yield f"survived: {one.mutant.where}, line {one.mutant.line}: {one.mutant.operator}"
            yield "\n".join(f"    {line}" for line in one.mutant.diff.split("\n"))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
    print(f"Written: {path}", file=sys.stderr)
