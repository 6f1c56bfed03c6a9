"""Public checks → one test file per question in Otter's exception format.

A test file stands by itself: students have the kit and the file, but not ``solutions/``. It holds the part
of ``public_checks.py`` that its question needs, the thresholds which that part names, and a test case for
each check. Otter executes it twice a check and picks out what ``test_case`` decorates, so that the checks may
stand beside.

Hidden checks cannot reach it by way of code, since it is cut from ``public_checks.py`` alone, which may
import nothing from its folder. Their names are looked for as well, where they are no common word; so are
lines of the solution (see ``refuse``).
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from autograder.build.questions import CheckFile
from autograder.build.slices import ModuleSource, Piece, read_module
from autograder.model import Check, Exercise

__all__ = ["number", "otter_tests", "quoted"]

_RESERVED: Final = frozenset(
    {
        "OK_FORMAT",
        "Bench",
        "ORDER",
        "THRESHOLDS",
        "all_or_nothing",
        "bench",
        "env",
        "name",
        "points",
        "test_case",
    }
)


def otter_tests(
    exercise: Exercise,
    questions: Sequence[str],
    public: CheckFile,
    hidden: Sequence[Check],
    *,
    siblings: Collection[str] = (),
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return the test file of each question that has public checks, and a line for each problem.

    Args:
        exercise: The exercise, for its name and thresholds.
        questions: Names of its questions, in order; each file tells the place of its own as ``ORDER``.
        public: Its public checks and their source.
        hidden: Its hidden checks; their names may not occur in a test file.
        siblings: Names of the modules in the folder of ``public``.

    Returns:
        Texts by question, in order of the questions, and the problems as ``path:line: message``.
    """
    module = read_module(public.text, public.path, siblings=siblings)
    problems = [*module.problems, *_taken_names(module, public.checks)]
    texts: dict[str, str] = {}
    for order, question in enumerate(questions, 1):
        checks = [check for check in public.checks if check.question == question]
        if not checks:
            continue
        pieces = module.needed([check.name for check in checks])
        keys, faults = _thresholds(pieces, exercise, public.path)
        problems += faults
        problems += _hidden_names(module, pieces, hidden)
        texts[question] = _rendered(exercise, module, pieces, checks, keys, order)
    return texts, tuple(dict.fromkeys(problems))


def number(value: float) -> str:
    """Return points or a threshold as Python source, the same everywhere: 2.0 is 2."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _rendered(
    exercise: Exercise,
    module: ModuleSource,
    pieces: Sequence[Piece],
    checks: Sequence[Check],
    keys: Sequence[str],
    order: int,
) -> str:
    question = checks[0].question
    used = {need for piece in pieces for need in piece.needs}
    future = module.text([piece for piece in pieces if piece.is_future], used)
    imports = module.text([piece for piece in pieces if piece.is_import and not piece.is_future], used)
    rest = module.text([piece for piece in pieces if not piece.is_import], used)
    thresholds = ", ".join(f"{quoted(key)}: {number(exercise.thresholds[key])}" for key in keys)
    parts = (
        f'"""Public checks of question {question}.\n\nBuilt from solutions/{exercise.name}/public_checks.py '
        f'by `autograder build {exercise.name}`; change them there.\n"""',
        future,
        f"{imports}from autograder.notebook import Bench, test_case",
        f"\n{rest}\n",
        f"\nOK_FORMAT = False\nORDER = {order}\nname = {quoted(question)}\n"
        f"points = {number(sum(check.points for check in checks))}\n"
        f"THRESHOLDS = {{{thresholds}}}\nbench = Bench(THRESHOLDS)",
        *(_case(check) for check in checks),
    )
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def _case(check: Check) -> str:
    return (
        f"\n@test_case(name={quoted(check.title)}, points={number(check.points)}, hidden=False)\n"
        f"def test_{check.name}(env):\n"
        f"    bench.run({check.name}, env)"
    )


def quoted(text: str) -> str:
    """Return a text as Python source, its letters as they are."""
    return json.dumps(text, ensure_ascii=False)


def _taken_names(module: ModuleSource, checks: Sequence[Check]) -> Iterator[str]:
    """Yield a problem for each name in the module that the test file needs for itself."""
    taken = _RESERVED | {f"test_{check.name}" for check in checks}
    for piece in module.pieces:
        for name in sorted(piece.binds & taken):
            yield f"{module.path}:{piece.node.lineno}: `{name}` is Otter's name in a test file: take another"


def _hidden_names(module: ModuleSource, pieces: Sequence[Piece], hidden: Sequence[Check]) -> Iterator[str]:
    names = {check.name for check in hidden if "_" in check.name} - {
        name for piece in pieces for name in piece.binds
    }
    for piece in pieces:
        for line in range(piece.first, piece.last + 1):
            for name in sorted(names & set(re.findall(r"\w+", module.lines[line - 1]))):
                yield f"{module.path}:{line}: the hidden check `{name}` is named where students can read it"


def _thresholds(
    pieces: Sequence[Piece], exercise: Exercise, path: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the thresholds that statements name, in order, and a problem for each that cannot be told."""
    nodes = [node for piece in pieces for node in ast.walk(piece.node)]
    keyed = {id(node.value): node.slice for node in nodes if isinstance(node, ast.Subscript)}
    keys, problems = set[str](), list[str]()
    for node in nodes:
        if not (isinstance(node, ast.Name) and node.id == "thresholds"):
            continue
        key = keyed.get(id(node))
        if not (isinstance(key, ast.Constant) and isinstance(key.value, str)):
            problems.append(f'{path}:{node.lineno}: name the threshold: `thresholds["NAME"]`')
        elif key.value not in exercise.thresholds:
            problems.append(
                f"{path}:{node.lineno}: course.yml has no threshold {key.value} for {exercise.name}"
            )
        else:
            keys.add(key.value)
    return tuple(sorted(keys)), tuple(problems)
