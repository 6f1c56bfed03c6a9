"""``autograder check``: the student's command."""

from __future__ import annotations

import json
import tempfile
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from autograder.cli.layout import say
from autograder.cli.show import show_checked
from autograder.cli.surroundings import chosen_paths, progress_store
from autograder.desk import Checked, Desk, check_desk, desk_of, exercise_path
from autograder.desk.pictures import save_pictures
from autograder.reports.result_json import result_json
from autograder.sandbox import open_sandbox, student_sandbox

__all__ = ["run"]


def run(arguments: Namespace) -> int:
    """Check the student's files; see ``autograder check --help``."""
    paths = chosen_paths(arguments.files, arguments.exercise)
    desks = [desk_of(exercise_path(path), arguments.exercise) for path in paths]
    checked = [_checked(desk, arguments.question) for desk in desks]
    progress = progress_store()
    for desk, one in zip(desks, checked, strict=True):
        progress.record(desk.handout, one.result.outcomes)
    if arguments.json:
        print(json.dumps([json.loads(result_json(one.result)) for one in checked], indent=2))
    else:
        console = Console(highlight=False, soft_wrap=True)
        for desk, one in zip(desks, checked, strict=True):
            show_checked(one, console, pictures=_saved(desk, one) if arguments.pictures else {})
    return 0 if all(one.is_full for one in checked) else 1


def _checked(desk: Desk, question: str | None) -> Checked:
    console = Console(stderr=True, highlight=False)
    if console.is_terminal:  # nobody waits for a file
        say(console, f"Checking {desk.handout.exercise.name} …", style="dim")
    with open_sandbox(student_sandbox(), desk.data, once=True) as sandbox:
        return check_desk(desk, sandbox, question=question)


def _saved(desk: Desk, checked: Checked) -> Mapping[str, Path]:
    """Write the pictures of failures beside what was checked, and return them by check."""
    beside = desk.path if desk.path.is_dir() else desk.path.parent
    return save_pictures(checked.result, beside, temporary=Path(tempfile.gettempdir()))
