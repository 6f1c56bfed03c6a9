"""``autograder grade``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from autograder import batch
from autograder.catalogue import load_questions
from autograder.cli.misplaced import refuse_classes_in_one
from autograder.cli.surroundings import course_of, exercise_of, secret_of
from autograder.errors import SandboxUnavailable, UsageError
from autograder.grading import Grading
from autograder.model import Result, Status, SubmissionStatus
from autograder.reports.gradebook import points
from autograder.sandbox import Sandbox, open_sandbox
from autograder.submission import Handed, find_submissions, shown

__all__ = ["run"]

_SHOWN_ROWS = 60
_SHOWN_MISTAKES = 5
_SHOWN_NOTES = 40


def run(arguments: Namespace) -> int:
    """Grade what was handed in; see ``autograder grade --help``."""
    folder, course = course_of(arguments.course)
    exercise = exercise_of(course, arguments.exercise)
    questions = load_questions(folder / "solutions" / exercise.name, exercise)
    handed, passed_over = find_submissions(arguments.paths)
    out = batch.writable_folder(arguments.out)
    handed, results_of_ours = _without_results(handed, out.resolve())
    passed_over += results_of_ours
    for line in passed_over:
        print(f"passed over: {line}", file=sys.stderr)
    refuse_classes_in_one(handed, exercise.name)
    grading = Grading(exercise, questions, secret=secret_of(folder))
    data = folder / "exercises" / exercise.name / "data"
    others = arguments.paths if len(handed) > 1 else []
    private = (folder / "solutions", folder / "course.yml", out, *others)
    with _sandbox(arguments.sandbox, data if data.is_dir() else None, private) as sandbox:
        folders = batch.folders(handed)
        with _Progress(len(handed)) as progress:

            def done(result: Result) -> None:
                batch.write_result(result, out / folders[result.submission])
                progress.show(result)

            results = batch.grade_all(handed, grading, sandbox, jobs=arguments.jobs, done=done)
    gradebook = batch.write_gradebook(results, grading, out)
    _summarize(results, grading)
    print(f"Gradebook: {gradebook}")
    _show_notes(results)
    faults = [result for result in results if result.status is SubmissionStatus.GRADER_ERROR]
    for result in faults:
        print(f"grader error: {shown(result.submission)}: {result.errors[0].text}", file=sys.stderr)
    return 3 if faults else 0


def _without_results(handed: Sequence[Handed], out: Path) -> tuple[list[Handed], list[str]]:
    """Return what was handed in without the results of this or an earlier run, and a line for each of those.

    Raises:
        UsageError: Nothing is left.
    """
    ours = [one for one in handed if batch.holds_results(one.path, out)]
    if handed and len(ours) == len(handed):
        raise UsageError("no submission was given: there are only results of grading")
    left = [one for one in handed if one not in ours]
    return left, [f"{shown(one.name)}: holds results of grading, and no submission" for one in ours]


def _sandbox(name: str, data: Path | None, private: Sequence[Path]) -> Sandbox:
    if name == "bubblewrap-or-process":
        try:
            return open_sandbox("bubblewrap", data)
        except SandboxUnavailable as reason:
            print(f"{reason}\nGoing on with --sandbox process.", file=sys.stderr)
            name = "process"
    sandbox = open_sandbox(name, data, private=private)
    if not sandbox.contains_malice:
        print(
            f"--sandbox {name} contains accidents, not malice: a hostile submission can do what you can.",
            file=sys.stderr,
        )
    return sandbox


class _Progress:
    """Shows each result as it comes: a bar on a terminal, a line each otherwise."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._bar: Progress | None = None
        console = Console(stderr=True)
        if console.is_terminal:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("left:"),
                TimeRemainingColumn(),
                console=console,
                transient=True,
            )

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
            self._task = self._bar.add_task("starting", total=self._total)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, result: Result) -> None:
        """Show one more result."""
        self._done += 1
        name = shown(result.submission, length=40)
        if self._bar:
            self._bar.update(self._task, completed=self._done, description=Text(name).markup)
            return
        mark = _mark(result)
        print(
            f"[{self._done:>{len(str(self._total))}}/{self._total}] {name}: {mark}",
            file=sys.stderr,
            flush=True,
        )


def _mark(result: Result) -> str:
    if result.status is SubmissionStatus.GRADED:
        return f"{points(result.score)}/{points(result.max_score)}"
    return f"{result.status.replace('_', ' ')}: {result.errors[0].text.splitlines()[0]}"


def _summarize(results: Sequence[Result], grading: Grading) -> None:
    """Print the gradebook of a small class, and for any class what students stumbled over most."""
    console = Console()
    if not console.is_terminal:
        # A file or a log has no edge at which a table would have to be folded.
        console = Console(width=max(100, 40 + 14 * len(grading.questions)))
    if len(results) <= _SHOWN_ROWS:
        console.print(_table(results, grading))
    marks = Counter(result.status for result in results)
    parts = [f"{count} {status.replace('_', ' ')}" for status, count in sorted(marks.items())]
    console.print(f"{len(results)} submissions: {', '.join(parts)}.", highlight=False)
    for title, count in _stumbled(results):
        console.print(Text(f"  {count:>3} × {title}"))


def _show_notes(results: Sequence[Result]) -> None:
    """Say which file was read where there was a choice; of a large class, only the first."""
    notes = [f"{shown(result.submission)}: {note}" for result in results for note in result.notes]
    for note in notes[:_SHOWN_NOTES]:
        print(note, file=sys.stderr)
    if len(notes) > _SHOWN_NOTES:
        print(f"{len(notes) - _SHOWN_NOTES} more such notes stand in the result.json", file=sys.stderr)


def _table(results: Sequence[Result], grading: Grading) -> Table:
    table = Table(title=f"{grading.exercise.name}: {grading.exercise.title}", title_justify="left", box=None)
    table.add_column("submission", overflow="fold")
    table.add_column("score", justify="right")
    for question in grading.questions:
        table.add_column(question.name, justify="right")
    for result in results:
        if result.status is not SubmissionStatus.GRADED:
            table.add_row(
                Text(shown(result.submission, length=48)), Text(result.status.replace("_", " "), "yellow")
            )
            continue
        style = "green" if result.score == result.max_score else ""
        cells = [f"{points(one.score)}/{points(one.max_score)}" for one in result.question_scores]
        table.add_row(Text(shown(result.submission, length=48), style), Text(_mark(result), style), *cells)
    return table


def _stumbled(results: Sequence[Result]) -> list[tuple[str, int]]:
    """Return what failed most often, by question and title of the check."""
    counted = Counter(
        f"{outcome.check.question}: {outcome.check.title}"
        for result in results
        for outcome in result.outcomes
        if outcome.status in (Status.FAILED, Status.ERROR)
    )
    return counted.most_common(_SHOWN_MISTAKES)
