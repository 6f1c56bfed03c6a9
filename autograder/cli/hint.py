"""``autograder hint``: help, one step at a time."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from autograder.cli.layout import say
from autograder.cli.surroundings import progress_store
from autograder.desk import exercise_folders
from autograder.desk.hints import hint_text, hints_overview
from autograder.errors import UsageError, did_you_mean
from autograder.handout import Handout, read_handout
from autograder.submission import shown

__all__ = ["run"]


def run(arguments: Namespace) -> int:
    """Show the next hint to a question, or which hints there are; see ``autograder hint --help``."""
    if arguments.question is None:
        return _list(_handouts(arguments.path, arguments.exercise))
    handout = _having(arguments.question, _handouts(arguments.path, arguments.exercise))
    progress = progress_store()
    hint = progress.next_hint(handout, arguments.question, again=arguments.again)
    console = Console(highlight=False)
    say(console, hint_text(hint))
    if hint.is_repeated:
        say(console, f"`autograder hint {hint.question} --again` begins with the first one.", style="dim")
    if progress.problem:
        say(
            console,
            f"What you saw cannot be remembered, so here are all. {progress.problem}",
            style="dim",
        )
        for _ in range(hint.count - hint.number):
            say(console, hint_text(progress.next_hint(handout, arguments.question)))
    return 0


def _list(handouts: Sequence[Handout]) -> int:
    """Show which hints there are."""
    console, progress = Console(highlight=False), progress_store()
    for handout in handouts:
        for line in hints_overview(handout, progress, "autograder hint {}"):
            say(console, line)
    return 0


def _handouts(path: Path, exercise: str | None) -> list[Handout]:
    """Return the exercises that may be meant, each once."""
    if not path.exists():
        raise UsageError(f"no such file or folder: {shown(str(path), length=300)}")
    folders = exercise_folders(path, exercise) if path.is_dir() else (path.parent,)
    read = [handout for folder in folders if (handout := read_handout(folder))]
    known = {(one.course, one.exercise.name): one for one in read if exercise in (None, one.exercise.name)}
    if not known:
        raise UsageError(
            f"no exercise in {shown(str(path.resolve()), length=300)} or below it: go to the folder of one, "
            "with its exercise.json"
        )
    return list(known.values())


def _having(question: str, handouts: list[Handout]) -> Handout:
    """Return the one that has the question; of a single exercise, that one anyway."""
    having = [one for one in handouts if question in [each.name for each in one.questions]]
    if len(having) == 1 or len(handouts) == 1:
        return (having or handouts)[0]
    if having:
        names = ", ".join(one.exercise.name for one in having)
        raise UsageError(f"several exercises have a question {question!r}: {names}; name one with --exercise")
    names = ", ".join(one.exercise.name for one in handouts)
    there = [each.name for one in handouts for each in one.questions]
    raise UsageError(f"no question {question!r} in {names}{did_you_mean(question, dict.fromkeys(there))}")
