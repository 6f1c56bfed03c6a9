"""Checks → the files of Otter's ``autograder.zip``, made by Otter and the same bytes each time.

It holds the modules of the checks as they are, and one test file per question that asks the kit for each
check, public and hidden. What runs them lies in ``autograder.otter_grading``.
"""

from __future__ import annotations

import ast
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from autograder.build.otter_tests import number, quoted
from autograder.build.pages import page
from autograder.build.requirements import requirements_text
from autograder.errors import UsageError
from autograder.model import Exercise, Question

__all__ = ["otter_files"]

_PYTHON: Final = "3.12"
"""What Otter's container installs; the kit and TensorFlow are there for it."""
_CONFIG: Final = "otter_config.json"
_NEEDS: Final = "requirements.txt"


def otter_files(
    folder: Path,
    exercise: Exercise,
    questions: Sequence[Question],
    built: Mapping[str, bytes],
    *,
    requirement: str,
) -> Mapping[str, bytes]:
    """Return the files of an exercise's ``autograder.zip`` by path.

    Args:
        folder: Folder of its master.
        exercise: The exercise.
        questions: Its questions with all their checks.
        built: What ``build_exercise`` returned, for the data.
        requirement: What pip installs the kit by.

    Raises:
        UsageError: A module that the checks import cannot be read.
    """
    checks = f"checks_of_{exercise.name}"
    needs = requirements_text(requirement, comment=f"What {exercise.name} needs beside Otter")
    files = {
        **_generated(_tests(checks, exercise, questions), _config(exercise), needs),
        **{f"files/{checks}/{name}.py": text.encode() for name, text in _modules(folder).items()},
        **{f"files/{path}": content for path, content in built.items() if path.startswith("data/")},
        _NEEDS: needs.encode(),
        "README.md": page("otter.md.j2", exercise=exercise, points=number(exercise.points)).encode(),
    }
    return dict(sorted(files.items()))


def _config(exercise: Exercise) -> str:
    same_cells = {"exercise": exercise.name, "seconds": exercise.limits.seconds}
    return json.dumps({"plugins": [{"autograder.otter_grading.SameCells": same_cells}]}, indent=2) + "\n"


def _generated(tests: Mapping[str, str], config: str, needs: str) -> dict[str, bytes]:
    """Return what ``otter generate`` packs: the tests, the container's set-up and Otter's own start."""
    from otter.generate import main as generate

    with tempfile.TemporaryDirectory(prefix="autograder-") as name:
        folder = Path(name)
        (folder / "tests").mkdir()
        for question, text in tests.items():
            (folder / "tests" / f"{question}.py").write_bytes(text.encode())
        (folder / _CONFIG).write_bytes(config.encode())
        (folder / _NEEDS).write_bytes(needs.encode())
        generate(
            tests_dir=str(folder / "tests"),
            output_path=str(folder / "autograder.zip"),
            config=str(folder / _CONFIG),
            requirements=str(folder / _NEEDS),
            no_environment=True,
            python_version=_PYTHON,
        )
        # Its times, and the order in which the folder listed its files, are left behind here.
        with zipfile.ZipFile(folder / "autograder.zip") as made:
            return {name: made.read(name) for name in made.namelist()}


def _tests(checks: str, exercise: Exercise, questions: Sequence[Question]) -> dict[str, str]:
    """Return the test file of each question that has checks."""
    return {one.name: _test(checks, exercise, one) for one in questions if one.checks}


def _test(checks: str, exercise: Exercise, question: Question) -> str:
    thresholds = ", ".join(f"{quoted(key)}: {number(value)}" for key, value in exercise.thresholds.items())
    parts = (
        f'"""All checks of question {question.name}: for feedback, marks come from `autograder grade`.\n\n'
        f"Made from solutions/{exercise.name} by `autograder package {exercise.name} --for otter`.\n"
        f'"""\n\nfrom otter.test_files import test_case\n\nfrom autograder.otter_grading import Marks\n\n'
        f"OK_FORMAT = False\nname = {quoted(question.name)}\npoints = {number(question.max_score)}\n"
        f"marks = Marks(\n    {quoted(checks)},\n    points={number(exercise.points)},\n"
        f"    seconds={number(exercise.limits.seconds)},\n"
        f"    total_seconds={number(exercise.limits.total_seconds)},\n"
        f"    thresholds={{{thresholds}}},\n)",
        *(
            f"\n@test_case(name={quoted(check.title)}, points={number(check.points)}, "
            f"hidden={check.name in question.hidden})\ndef test_{check.name}(env):\n"
            f"    marks.give({quoted(check.name)}, env)"
            for check in question.checks
        ),
    )
    return "\n\n".join(parts) + "\n"


def _modules(folder: Path) -> Mapping[str, str]:
    """Return the modules of the checks and those of their folder that these import, by name."""
    found: dict[str, str] = {}
    waiting = ["public_checks", "hidden_checks"]
    while waiting:
        name = waiting.pop()
        path = folder / f"{name}.py"
        if name in found:
            continue
        try:
            found[name] = path.read_text(encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path.as_posix()}: cannot be read: {error.strerror}") from error
        waiting += _siblings(found[name])
    return found


def _siblings(text: str) -> Iterator[str]:
    """Yield the names of the modules beside it that a module imports."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            yield from [node.module.partition(".")[0]] if node.module else [one.name for one in node.names]
