"""Master → everything that a student gets: script, notebook, Otter tests, data.

One way only, and the same bytes each time. The caller loads the checks; nothing of the course is imported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from autograder.build.folder import stale, write
from autograder.build.notebook import notebook, script
from autograder.build.otter_cells import added_cells, with_otter_cells
from autograder.build.otter_tests import otter_tests
from autograder.build.questions import CheckFile, check_problems, question_cells
from autograder.build.refuse import leaks
from autograder.build.stub import Stub, stub_of
from autograder.errors import MasterError, UsageError
from autograder.handout import HANDOUT_FILE, handout_of, handout_text
from autograder.markers import Master, MasterCell, scan
from autograder.model import Check, Exercise, Question

__all__ = ["build_exercise", "stale", "write"]

_NO_HINTS: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})


def build_exercise(
    course_folder: Path,
    exercise: Exercise,
    checks: tuple[Check, ...],
    hidden: tuple[Check, ...],
    *,
    course_title: str = "",
    hints: Mapping[str, Sequence[str]] = _NO_HINTS,
) -> Mapping[str, bytes]:
    """Return the files of ``exercises/NAME``, by path relative to it; nothing is written.

    Args:
        course_folder: Folder of ``course.yml``.
        exercise: The exercise.
        checks: Its public checks, in order.
        hidden: Its hidden checks, in order.
        course_title: Title of the course.
        hints: Hints by question.

    Raises:
        MasterError: The master or its checks cannot be built; says all that is wrong, with file and line.
        UsageError: A file is missing or cannot be read.
    """
    folder = course_folder / "solutions" / exercise.name
    path = folder / f"{exercise.name}.py"
    master = scan(_text(path), path.as_posix())
    public = _check_file(folder / "public_checks.py", checks)
    cells, tag_problems = question_cells(master)
    problems = [*master.problems, *tag_problems]
    problems += check_problems(master, cells, public, _check_file(folder / "hidden_checks.py", hidden))

    siblings = [module.stem for module in sorted(folder.glob("*.py"))]
    tests, test_problems = otter_tests(exercise, tuple(cells), public, hidden, siblings=siblings)
    files = {f"tests/{question}.py": text.encode() for question, text in tests.items()} | _data(folder)
    problems += test_problems
    if not master.problems:
        stub = stub_of(master)
        problems += stub.problems
        problems += leaks(master, stub.lines, _texts(exercise.name, files))
        if not problems:
            files |= _pair(exercise.name, master, stub, cells, tests)
            handout = handout_of(course_title, exercise, _questions(cells, checks, hidden), hints)
            files[HANDOUT_FILE] = handout_text(handout).encode()
    if problems:
        raise MasterError(tuple(dict.fromkeys(problems)))
    return dict(sorted(files.items()))


def _questions(
    cells: Mapping[str, MasterCell], checks: Sequence[Check], hidden: Sequence[Check]
) -> Iterator[Question]:
    """Yield each question with its checks, as far as it has any."""
    for name in cells:
        own = [check for check in checks if check.question == name]
        kept = [check for check in hidden if check.question == name]
        yield Question(name, (*own, *kept), frozenset(check.name for check in kept))


def _pair(
    name: str, master: Master, stub: Stub, questions: Mapping[str, MasterCell], checked: Collection[str]
) -> dict[str, bytes]:
    """Return the student's script and notebook."""
    text = script(with_otter_cells(master, stub.lines, questions, checked, name))
    book, cells = notebook(text, name)
    cells -= added_cells(master, checked)
    if cells != len(master.cells):
        headers = f"where {len(master.cells)} lines begin with `# %%`"
        raise MasterError([f"{master.path}:1: Jupytext finds {cells} cells {headers}"])
    return {f"{name}.py": text.encode(), f"{name}.ipynb": book.encode()}


def _check_file(path: Path, checks: tuple[Check, ...]) -> CheckFile:
    """Return a module of checks, which may be missing where there are none."""
    text = _text(path) if checks or path.exists() else ""
    return CheckFile(path.as_posix(), text, checks)


def _data(folder: Path) -> dict[str, bytes]:
    """Return the files below the master's ``data`` folder as they are, without hidden ones."""
    found = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    named = ((path.relative_to(folder), path) for path in found)
    return {
        inner.as_posix(): _bytes(path)
        for inner, path in named
        if not any(part.startswith((".", "__pycache__")) for part in inner.parts)
    }


def _texts(name: str, files: Mapping[str, bytes]) -> dict[str, str]:
    """Return those files that are text, by path from the course's folder."""
    texts: dict[str, str] = {}
    for path, content in files.items():
        if b"\0" in content:
            continue
        texts[f"exercises/{name}/{path}"] = content.decode("utf-8", errors="replace")
    return texts


def _text(path: Path) -> str:
    """Return a source file with plain line ends."""
    try:
        text = _bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.as_posix()}: is not UTF-8: {error}") from error
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path.as_posix()}: cannot be read: {error.strerror}") from error
