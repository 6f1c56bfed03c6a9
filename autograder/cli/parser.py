"""The words of the command line: those for instructors, and all together."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder import __version__
from autograder.cli.desk_parser import add_desk_commands
from autograder.cli.words import Parser, lazily

__all__ = ["parse"]

_SANDBOXES = ("bubblewrap", "user", "process", "spawned")
# To fork a process that has imported TensorFlow is safe on Linux alone.
_USUAL_SANDBOX = "bubblewrap" if sys.platform == "linux" else "spawned"


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; ``run`` is the function that carries them out."""
    parser = Parser(
        prog="autograder",
        description="Grades TensorFlow exercises: feedback that helps students, "
        "marks that their code cannot forge.",
    )
    parser.add_argument("--version", action="version", version=f"autograder {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    add_desk_commands(commands)
    _grade(commands)
    _build(commands)
    _package(commands)
    _audit(commands)
    _calibrate(commands)
    _doctor(commands)
    _data(commands)
    return parser.parse_args(words)


def _grade(commands: argparse._SubParsersAction[Parser]) -> None:
    command = commands.add_parser(
        "grade",
        help="grade submissions: gradebook and feedback",
        description="Grades every submission with all checks and writes OUT/gradebook.csv and "
        "OUT/<submission>/result.json. Exit code: 0 the run finished, 2 wrong words or settings, "
        "3 the grader itself failed somewhere.",
    )
    command.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a file, or a folder with one file or folder per student",
    )
    command.add_argument(
        "--exercise", "-e", required=True, metavar="NAME", help="the exercise, such as 02_line"
    )
    command.add_argument(
        "--out", "-o", required=True, type=Path, metavar="DIR", help="folder for the results"
    )
    _add_jobs(command)
    _add_course(command)
    command.add_argument(
        "--sandbox",
        choices=(*_SANDBOXES, "bubblewrap-or-process"),
        default=_USUAL_SANDBOX,
        help="where submissions run: bubblewrap holds against hostile code; user against much of it, in "
        "containers that run as root and forbid namespaces; process and, for Windows and macOS, spawned "
        "against accidents only; bubblewrap-or-process takes what works, and says which",
    )
    command.set_defaults(run=lazily("grade"))


def _build(commands: argparse._SubParsersAction[Parser]) -> None:
    command = commands.add_parser(
        "build",
        help="build the students' exercises from the masters",
        description="Builds exercises/NAME from solutions/NAME. Exit code: 0 done, 1 something is stale "
        "(with --check), 2 a master has mistakes.",
    )
    command.add_argument("names", nargs="*", metavar="NAME", help="exercises; all of the course if left out")
    command.add_argument("--check", action="store_true", help="write nothing; list what is stale")
    _add_course(command)
    command.set_defaults(run=lazily("build"))


def _package(commands: argparse._SubParsersAction[Parser]) -> None:
    command = commands.add_parser(
        "package",
        help="make the zip that students get, or the one for Otter",
        description="Makes OUT/NAME-student.zip (what students get) or OUT/NAME-otter.zip (an autograder.zip "
        "for Otter, whose scores are feedback only), the same bytes each time. Exit code: 0 made, 2 wrong "
        "words or settings.",
    )
    command.add_argument("name", metavar="NAME", help="the exercise, such as 02_line")
    command.add_argument(
        "--for", dest="audience", choices=("student", "otter"), required=True, help="who gets it"
    )
    command.add_argument(
        "--out",
        "-o",
        type=Path,
        default=Path("dist"),
        metavar="DIR",
        help="its folder (default dist)",
    )
    _add_course(command)
    command.set_defaults(run=lazily("package"))


def _audit(commands: argparse._SubParsersAction[Parser]) -> None:
    command = commands.add_parser(
        "audit",
        help="does the grader grade rightly? right, wrong and mutated answers on many seeds",
        description="Grades the solution, its variants, misconceptions and mutants, and says what the checks "
        "miss and how often chance decides. What has run is remembered, so that a stopped audit goes on. "
        "Exit code: 0 every exercise is sound, 1 some is not, 2 wrong words or settings.",
    )
    command.add_argument("names", nargs="*", metavar="NAME", help="exercises; all of the course if left out")
    _add_trial_options(command, seeds=200)
    command.add_argument("--json", type=Path, metavar="FILE", help="write the report for programs")
    command.add_argument("--html", type=Path, metavar="FILE", help="write the report for people")
    command.add_argument(
        "--only",
        choices=("solution", "variants", "rewrites", "world", "misconceptions", "mutants"),
        help="grade these answers alone, on few seeds, and list what came of each; no verdict",
    )
    command.set_defaults(run=lazily("audit"))


def _calibrate(commands: argparse._SubParsersAction[Parser]) -> None:
    command = commands.add_parser(
        "calibrate",
        help="measure an exercise's thresholds and write them into course.yml",
        description="Measures right answers on many seeds, proposes each threshold at the declared rate of "
        "false fails, shows how many wrong answers it catches, and writes it with where it comes from. "
        "Exit code: 0 all are written, 1 some cannot tell right from wrong, 2 wrong words or settings.",
    )
    command.add_argument("name", metavar="NAME", help="the exercise, such as 02_line")
    _add_trial_options(command, seeds=500)
    command.add_argument(
        "--false-fail",
        type=_rate,
        default=1e-4,
        metavar="RATE",
        help="how often a right answer may fail by chance (default 1e-4)",
    )
    command.add_argument("--dry-run", action="store_true", help="write nothing; only show")
    command.set_defaults(run=lazily("calibrate"))


def _add_trial_options(command: argparse.ArgumentParser, *, seeds: int) -> None:
    command.add_argument(
        "--seeds",
        type=_positive,
        default=seeds,
        metavar="N",
        help=f"how many draws of right answers each check sees (default {seeds})",
    )
    _add_jobs(command)
    _add_course(command)
    command.add_argument(
        "--sandbox",
        choices=_SANDBOXES,
        default=_USUAL_SANDBOX,
        help="where answers run",
    )


def _add_course(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--course", type=Path, metavar="FILE", help="course.yml; the nearest one if left out"
    )


def _add_jobs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--jobs", "-j", type=_positive, default=1, metavar="N", help="how many at a time (default 1)"
    )


def _doctor(commands: argparse._SubParsersAction[Parser]) -> None:
    command = commands.add_parser(
        "doctor",
        help="try out what grading needs of this machine",
        description="Tries each thing that grading needs and says what to do. Exit code: 0 all is well, "
        "1 something is missing.",
    )
    command.set_defaults(run=lazily("doctor"))


def _data(commands: argparse._SubParsersAction[Parser]) -> None:
    command = commands.add_parser("data", help="make a dataset of the course ready")
    actions = command.add_subparsers(metavar="ACTION", required=True, parser_class=Parser)
    prepare = actions.add_parser(
        "prepare",
        help="download or draw a dataset, or read its original files",
        description="Makes a dataset ready for tfds.load. Exit code: 0 ready, 2 it could not be made ready.",
    )
    prepare.add_argument("name", metavar="NAME", help="fashion_mnist (the real one) or fashion_sketch")
    prepare.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="DIR",
        help="folder with the four original files of Fashion-MNIST, where there is no network",
    )
    prepare.set_defaults(run=lazily("data"))


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {text!r}")
    return number


def _rate(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(f"expected a rate between 0 and 1 such as 1e-4, got {text!r}")
    return number
