"""``autograder check``: the student's command."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from autograder.catalogue import load_built_questions, load_questions
from autograder.cli.surroundings import exercise_of, nearest
from autograder.course import find_course, read_course
from autograder.errors import UnreadableSubmission, UsageError
from autograder.feedback import place
from autograder.grading import Grading, grade
from autograder.model import Exercise, Outcome, Question, Result, Status
from autograder.reports.gradebook import points
from autograder.reports.result_json import result_json
from autograder.sandbox import open_sandbox
from autograder.submission import read_submission, shown

__all__ = ["run"]

_LABEL = len("probable cause")
_MARKS = {
    Status.PASSED: ("✓", "green"),
    Status.FAILED: ("✗", "red"),
    Status.ERROR: ("✗", "red"),
    Status.SKIPPED: ("–", "dim"),
}


def run(arguments: Namespace) -> int:
    """Check the student's files; see ``autograder check --help``."""
    gradings = [_grading(path, arguments.exercise, arguments.question) for path in arguments.files]
    checked = [_checked(path, *grading) for path, grading in zip(arguments.files, gradings, strict=True)]
    results = [result for result, _ in checked]
    if arguments.json:
        print(json.dumps([json.loads(result_json(result)) for result in results], indent=2))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for result, source in checked:
            _show(result, source, console)
    return 0 if all(_all_passed(result) for result in results) else 1


def _all_passed(result: Result) -> bool:
    return all(outcome.status is Status.PASSED for outcome in result.outcomes)


def _checked(path: Path, grading: Grading, data: Path | None) -> tuple[Result, str]:
    """Return the result, and the name of the file that was read."""
    try:
        # A student's own link leads where it should; only within what strangers hand in is none followed.
        submission = read_submission(path.resolve(), exercise=grading.exercise.name)
        with open_sandbox("process", data) as sandbox:
            return grade(submission, grading, sandbox), submission.source
    except UnreadableSubmission as error:
        raise UsageError(f"{shown(str(path), length=300)}: cannot be read: {error}") from error


def _grading(path: Path, exercise: str | None, question: str | None) -> tuple[Grading, Path | None]:
    """Return the public checks for a file: from the tests beside it, or from the course around it."""
    if not path.exists():
        raise UsageError(f"no such file: {shown(str(path), length=300)}")
    folder = path if path.is_dir() else path.parent
    tests = folder / "tests"
    if tests.is_dir() and any(tests.glob("*.py")):
        questions, thresholds = load_built_questions(tests)
        name = exercise or path.stem
        found = Exercise(name, name, sum(one.max_score for one in questions), thresholds=thresholds)
    else:
        found, questions, folder = _from_course(path, exercise)
    data = folder / "data"
    chosen = _only(question, questions)
    return Grading(found, questions, only=chosen), data if data.is_dir() else None


def _from_course(path: Path, exercise: str | None) -> tuple[Exercise, tuple[Question, ...], Path]:
    course_file = find_course(path.resolve().parent) or find_course(Path())
    if course_file is None:
        raise UsageError(
            f"{path}: no tests/ beside it and no course.yml above it, so there is nothing to check with: "
            "copy the whole folder of the exercise, with its tests"
        )
    course = read_course(course_file)
    names = {one.name for one in course.exercises}
    likely = next(
        (part for part in (path.stem, *map(str, reversed(path.resolve().parent.parts))) if part in names), ""
    )
    if not exercise and not likely:
        raise UsageError(
            f"{path}: which exercise is it? Say so with --exercise{nearest(path.stem, sorted(names))}"
        )
    found = exercise_of(course, exercise or likely)
    folder = course_file.resolve().parent
    questions = load_questions(folder / "solutions" / found.name, found)
    return found, tuple(_public(question) for question in questions), folder / "exercises" / found.name


def _public(question: Question) -> Question:
    return Question(
        question.name, tuple(check for check in question.checks if check.name not in question.hidden)
    )


def _only(question: str | None, questions: Sequence[Question]) -> frozenset[str]:
    names = [one.name for one in questions]
    if question is not None and question not in names:
        raise UsageError(f"no question {question!r} in this exercise{nearest(question, names)}")
    return frozenset() if question is None else frozenset({question})


def _show(result: Result, source: str, console: Console) -> None:
    read = "" if source == result.submission else f" (read: {shown(source)})"
    console.print(Text(f"{shown(result.submission)}{read}", "bold"))
    for error in result.errors:
        where = place(error.cell, error.line, notebook=source.endswith(".ipynb"))
        console.print(Text(f"  ! {where}: {error.text.splitlines()[0] if error.text else ''}", "yellow"))
    question = waiting = ""
    for outcome in result.outcomes:
        if outcome.check.question != question:
            question, waiting = outcome.check.question, ""
            console.print(Text(question, "bold"))
        # A row of checks that wait for the same one needs its reason once.
        _show_outcome(outcome, console, is_new=outcome.message != waiting)
        waiting = outcome.message
    passed = sum(outcome.status is Status.PASSED for outcome in result.outcomes)
    score = sum(outcome.score for outcome in result.outcomes)
    possible = sum(outcome.check.points for outcome in result.outcomes)
    console.print(
        Text(
            f"{passed} of {len(result.outcomes)} checks passed, {points(score)} of {points(possible)} points."
        )
    )


def _show_outcome(outcome: Outcome, console: Console, *, is_new: bool) -> None:
    mark, style = _MARKS[outcome.status]
    line = Text.assemble("  ", (mark, style), " ", (outcome.check.title, "" if style != "dim" else "dim"))
    console.print(line)
    feedback = outcome.feedback
    if feedback is None:
        return
    if outcome.status is Status.SKIPPED:
        if is_new:
            console.print(Text(f"      {feedback.problem}", "dim"))
        return
    console.print(Text(f"      {feedback.problem}", style))
    for label, text in feedback.lines:
        _show_part(label, text, console)


def _show_part(label: str, text: str, console: Console) -> None:
    """Show one part of a feedback: folded within its own column on a terminal, whole in a file."""
    if not console.is_terminal:
        body = text.replace("\n", "\n" + " " * (_LABEL + 8))
        console.print(f"      {label:<{_LABEL}}  {body}", markup=False)
        return
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=_LABEL)
    grid.add_column(overflow="fold")
    grid.add_row(Text(label, "cyan"), Text(text))
    console.print(Padding(grid, (0, 0, 0, 6)), soft_wrap=False)
