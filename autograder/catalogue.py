"""An exercise's own modules → questions, misconceptions and variants.

Only the instructor's folder and the tests built from it are imported here, never anything handed in.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import sys
import types
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import yaml

from autograder.errors import MasterError
from autograder.model import Check, Exercise, Misconception, Question, Variant

__all__ = [
    "GIVEN",
    "companion_problems",
    "load_built_questions",
    "load_checks",
    "load_hints",
    "load_misconceptions",
    "load_questions",
    "load_variants",
]

_HINTS = 3
GIVEN = frozenset({"student", "rng", "thresholds"})
"""What a check may ask for by the name of a parameter."""


def load_checks(folder: Path) -> tuple[tuple[Check, ...], tuple[Check, ...]]:
    """Return the public and the hidden checks of ``solutions/NAME``, each in the order of its file.

    Raises:
        MasterError: A module is missing or cannot be imported.
    """
    return _checks_in(_module(folder, "public_checks")), _checks_in(_module(folder, "hidden_checks"))


def load_questions(folder: Path, exercise: Exercise) -> tuple[Question, ...]:
    """Return the questions of ``solutions/NAME`` with all their checks.

    Raises:
        MasterError: The modules cannot be imported, or the checks contradict each other or ``course.yml``.
    """
    public, hidden = load_checks(folder)
    questions = _questions(public, hidden)
    problems = [*_problems(questions, folder)]
    points = sum(question.max_score for question in questions)
    if abs(points - exercise.points) > 1e-9:
        problems.append(f"{folder}: the checks give {points:g} points, course.yml says {exercise.points:g}")
    if problems:
        raise MasterError(problems)
    return questions


def load_built_questions(tests: Path) -> tuple[tuple[Question, ...], Mapping[str, float]]:
    """Return the public questions in a student's ``tests`` folder, and the thresholds that they need.

    Raises:
        MasterError: There are no tests, or they cannot be imported.
    """
    checks: list[Check] = []
    thresholds: dict[str, float] = {}
    for path in sorted(tests.glob("*.py"), key=_order_of_test):
        module = _module(tests, path.stem)
        checks += [check for check in _checks_in(module) if check.question == path.stem]
        thresholds |= getattr(module, "THRESHOLDS", {})
    if not checks:
        raise MasterError([f"{tests}: no tests of this exercise are here"])
    by_name = {check.name: check for check in checks}
    return _questions(tuple(by_name.values()), ()), MappingProxyType(thresholds)


def companion_problems(folder: Path, questions: Iterable[Question]) -> tuple[str, ...]:
    """Return what is wrong in the wrong answers, the variants and the hints beside an exercise's checks.

    Raises:
        MasterError: One of the files is missing or cannot be imported.
    """
    questions = tuple(questions)
    checks = {check.name for question in questions for check in question.checks}
    problems: list[str] = []
    wrong, right = load_misconceptions(folder), load_variants(folder)
    problems += [
        f"{folder / 'misconceptions.py'}: {one.name!r} is to fail {one.fails}, and there is no such check"
        for one in wrong
        if one.fails not in checks
    ]
    for file, found in (("misconceptions.py", wrong), ("variants.py", right)):
        twice = [name for name, count in Counter(one.name for one in found).items() if count > 1]
        problems += [f"{folder / file}: two are called {name!r}" for name in twice]
    hints = load_hints(folder)
    for name in dict.fromkeys([*(question.name for question in questions), *hints]):
        steps = hints.get(name)
        if name not in {question.name for question in questions}:
            problems.append(f"{folder / 'hints.yml'}: there is no question {name}")
        elif not (
            isinstance(steps, list) and len(steps) == _HINTS and all(isinstance(s, str) for s in steps)
        ):
            problems.append(f"{folder / 'hints.yml'}: {name}: expected {_HINTS} texts, got {steps!r:.80}")
    return tuple(problems)


def load_misconceptions(folder: Path) -> tuple[Misconception, ...]:
    """Return the wrong answers of ``solutions/NAME``."""
    return tuple(_module(folder, "misconceptions").MISCONCEPTIONS)


def load_variants(folder: Path) -> tuple[Variant, ...]:
    """Return the other right answers of ``solutions/NAME``."""
    return tuple(_module(folder, "variants").VARIANTS)


def load_hints(folder: Path) -> Mapping[str, Sequence[str]]:
    """Return the hints of ``solutions/NAME`` by question.

    Raises:
        MasterError: The file is missing or is no mapping.
    """
    path = folder / "hints.yml"
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MasterError([f"{path}: cannot be read: {' '.join(str(error).split())}"]) from error
    if not isinstance(found, dict):
        raise MasterError([f"{path}: expected questions with their hints, got {found!r:.80}"])
    return MappingProxyType(found)


def _order_of_test(path: Path) -> tuple[int, str]:
    # The build writes the question's place in the exercise on a line of its own, since names do not sort.
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("ORDER = "):
            return int(line.removeprefix("ORDER = ")), path.stem
    return sys.maxsize, path.stem


def _module(folder: Path, name: str) -> types.ModuleType:
    """Import a file as a module of a package that stands for its folder, so that siblings can be imported."""
    if not (folder / f"{name}.py").is_file():
        raise MasterError([f"{folder / name}.py: is missing"])
    folder = folder.resolve()
    package = f"autograder_course_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    if package not in sys.modules:
        parent = types.ModuleType(package)
        parent.__path__ = [str(folder)]
        sys.modules[package] = parent
    try:
        return importlib.import_module(f"{package}.{name}")
    # An author's file may fail in any way when it is imported; the author needs the place, not our frames.
    except Exception as error:
        raise MasterError([_import_problem(error, folder / f"{name}.py")]) from error


def _import_problem(error: Exception, path: Path) -> str:
    line = 1
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename == str(path):
        line = error.lineno or 1
    return f"{path}:{line}: {type(error).__name__}: {error}"


def _checks_in(module: types.ModuleType) -> tuple[Check, ...]:
    own = (value for value in vars(module).values() if isinstance(value, Check))
    return tuple(check for check in own if check.function.__module__ == module.__name__)


def _questions(public: tuple[Check, ...], hidden: tuple[Check, ...]) -> tuple[Question, ...]:
    names = dict.fromkeys(check.question for check in (*public, *hidden))
    return tuple(
        Question(
            name,
            tuple(check for check in (*public, *hidden) if check.question == name),
            frozenset(check.name for check in hidden if check.question == name),
        )
        for name in names
    )


def _problems(questions: Iterable[Question], folder: Path) -> Iterable[str]:
    seen: dict[str, Check] = {}
    for check in (check for question in questions for check in question.checks):
        place = f"{folder / _file_of(check)}:{check.function.__code__.co_firstlineno}"
        if check.name in seen:
            yield f"{place}: a second check is called {check.name}"
        for premise in check.after:
            if seen.get(premise.name) is not premise:
                yield f"{place}: {check.name} comes after {premise.name}, which must stand before it"
        unknown = set(inspect.signature(check.function).parameters) - GIVEN
        if unknown:
            wanted = f"expected some of {', '.join(sorted(GIVEN))}"
            yield f"{place}: parameters of {check.name}: {wanted}, found {', '.join(sorted(unknown))}"
        seen[check.name] = check


def _file_of(check: Check) -> str:
    return f"{check.function.__module__.rpartition('.')[2]}.py"
