"""The words of the student's commands."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from autograder.cli.words import Parser, lazily

__all__ = ["add_desk_commands"]

_Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def add_desk_commands(commands: _Commands) -> None:
    """Add what students need."""
    _check(commands)
    _watch(commands)
    _hint(commands)
    _status(commands)
    _sync(commands)
    _submit(commands)


def _check(commands: _Commands) -> None:
    command = commands.add_parser(
        "check",
        help="check your own work: the public checks, with feedback",
        description="Runs the public checks on your work and says what is wrong and why. "
        "Exit code: 0 all passed, 1 not all, 2 a file cannot be checked.",
    )
    command.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="your .py, .ipynb or .zip, an exercise, or a folder of one or several; this folder if left out",
    )
    command.add_argument("--question", "-q", metavar="Q", help="only this question")
    _add_exercise(command)
    command.add_argument("--json", action="store_true", help="print a JSON list with one result a file")
    command.add_argument(
        "--no-pictures",
        dest="pictures",
        action="store_false",
        help="write no pictures of failures beside your file",
    )
    command.set_defaults(run=lazily("check"))


def _watch(commands: _Commands) -> None:
    command = commands.add_parser(
        "watch",
        help="check your work again whenever you save it",
        description="Checks whenever you save, and shows the first thing to mend. Keys: h a hint, n the next "
        "failure, q quit. Exit code: 0 you quit, 2 there is nothing to watch.",
    )
    _add_path(command, "the exercise, its folder or your file")
    command.add_argument("--question", "-q", metavar="Q", help="only this question")
    _add_exercise(command)
    command.set_defaults(run=lazily("watch"))


def _hint(commands: _Commands) -> None:
    command = commands.add_parser(
        "hint",
        help="show a hint to a question, one step at a time",
        description="Shows the next of three hints to a question, each more concrete than the last; "
        "without a question, which hints there are. Exit code: 0 shown, 2 there is no such question.",
    )
    command.add_argument(
        "question",
        nargs="?",
        metavar="QUESTION",
        help="the question, such as loss; all are listed if left out",
    )
    _add_path(command, "your file or the folder of the exercise")
    command.add_argument("--again", action="store_true", help="begin with the first hint again")
    _add_exercise(command)
    command.set_defaults(run=lazily("hint"))


def _status(commands: _Commands) -> None:
    command = commands.add_parser(
        "status",
        help="show all exercises: points so far and due dates",
        description="Shows what the checks last found, in the terminal or in a notebook. Exit code: 0 shown.",
    )
    _add_path(command, "folder of the exercises")
    command.set_defaults(run=lazily("status"))


def _sync(commands: _Commands) -> None:
    command = commands.add_parser(
        "sync",
        help="carry your changes between the .py and the .ipynb of a pair",
        description="Carries the half that you changed over to the other. If both changed it writes nothing "
        "and shows the difference. Exit code: 0 they agree now, 1 both changed, 2 there is no pair.",
    )
    _add_path(command, "one half of the pair, or the folder of the exercise")
    command.add_argument(
        "--take",
        choices=("py", "ipynb"),
        help="take this half although both changed; a copy of the other one is kept",
    )
    _add_exercise(command)
    command.set_defaults(run=lazily("sync"))


def _submit(commands: _Commands) -> None:
    command = commands.add_parser(
        "submit",
        help="make the zip to hand in",
        description="Runs the public checks, says what is unfinished, and makes the zip to hand in, with "
        "both halves of the pair. Exit code: 0 made, 1 made although checks do not pass, 2 not made.",
    )
    _add_path(command, "the exercise, its folder or your file", metavar="NAME")
    command.add_argument(
        "--out", "-o", type=Path, metavar="FILE", help="the zip; beside your files if left out"
    )
    _add_exercise(command)
    command.set_defaults(run=lazily("submit"))


def _add_path(command: Parser, meant: str, *, metavar: str = "PATH") -> None:
    command.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=Path(),
        metavar=metavar,
        help=f"{meant}; this folder if left out",
    )


def _add_exercise(command: Parser) -> None:
    command.add_argument(
        "--exercise", "-e", metavar="NAME", help="which exercise; found from the file if left out"
    )
