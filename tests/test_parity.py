"""What a notebook's own checks say, grading says; or its author is told beforehand."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from light_path import LIGHT, LIGHT_PATH
from parity_corpus import CASES, SERVICES, Case, write
from student_notebook import ROOT, Desk, desk, given_folder, shown

SAMPLE = (
    "colab-mount",
    "deepnote",
    "kaggle-first-cell",
    "ignored-call",
    "deleted-cell",
    "pylab",
    "script-nbconvert",
    "script-vscode",
)
WITHOUT_TENSORFLOW = {"06_vocabulary"}
AGAIN = """\
%reset -f
import os, sys
os.chdir({folder!r})
for _name, _module in [*sys.modules.items()]:
    if str(getattr(_module, "__file__", None)).startswith({all!r}):
        del sys.modules[_name]
%reset -f
"""
LAST = "grader.check_all()"
ASK = f"""\
_said = {LAST}
import json as _json
_found = [one for outcomes in _said.outcomes.values() for one in outcomes]
print("PASSED", _json.dumps([one.check.name for one in _found if one.status == "passed"]))
"""
BEFORE = "To mend before you hand in:"


class Kernel:
    """A kernel for one notebook after the other: between them it is restarted, but for the libraries."""

    def __init__(self, open_desk: Desk, folder: Path) -> None:
        self._desk = open_desk
        self._folder = folder

    def checked(self, case: Case) -> tuple[set[str], str]:
        """Run what the author's kernel ran; return the checks that passed there, and what was told."""
        folder = given_folder(case.exercise, self._folder / case.name)
        write(case, folder)
        self._desk.run(AGAIN.format(folder=str(folder), all=str(self._folder)))
        for source in case.runs:
            if source != LAST:
                self._desk.run(source)
        told, _, passed = shown(self._desk.run(ASK)).rpartition("PASSED ")
        assert passed, told
        return set(json.loads(passed)), told


@pytest.fixture(scope="module")
def kernel_for(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Kernel]]:
    """Return a kernel for the notebooks of an exercise, one for all of them."""
    folder = tmp_path_factory.mktemp("desks")
    services = folder / "services"
    for path, code in SERVICES.items():
        (services / path).parent.mkdir(parents=True, exist_ok=True)
        (services / path).write_text(code, encoding="utf-8")
    with contextlib.ExitStack() as stack:

        @cache
        def kernel(exercise: str) -> Kernel:
            more = [LIGHT] if exercise in WITHOUT_TENSORFLOW else []
            return Kernel(stack.enter_context(desk(folder / "none.ipynb", services, *more)), folder)

        yield kernel


def graded(cases: Iterable[Case], folder: Path) -> Mapping[str, set[str]]:
    """Grade what was handed in, all of an exercise at once; return the public checks that passed, by name."""
    passed: dict[str, set[str]] = {}
    by_exercise: dict[str, list[Case]] = {}
    for case in cases:
        by_exercise.setdefault(case.exercise, []).append(case)
    for exercise, some in by_exercise.items():
        handed, out = folder / exercise, folder / f"{exercise}-results"
        handed.mkdir(parents=True)
        for case in some:
            (handed / f"{case.name}{case.ending}").write_bytes(case.data)
        words = [
            "grade",
            handed,
            "-e",
            exercise,
            "-o",
            out,
            "--sandbox",
            "bubblewrap-or-process",
            "--jobs",
            "1",
        ]
        command = [sys.executable, "-m", "autograder", *map(str, words)]
        env = {**os.environ, "PYTHONPATH": LIGHT_PATH if exercise in WITHOUT_TENSORFLOW else str(ROOT)}
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, check=False)
        assert done.returncode == 0, done.stderr
        for case in some:
            result = json.loads(
                (out / f"{case.name}{case.ending}" / "result.json").read_text(encoding="utf-8")
            )
            assert result["status"] == "graded", (case.name, result["errors"])
            passed[case.name] = {
                one["name"] for one in result["checks"] if one["status"] == "passed" and not one["hidden"]
            }
    return passed


def difference(case: Case, here: set[str], told: str, there: set[str]) -> str:
    """Return what is wrong with a case; nothing where all is as it should be."""
    warnings = told.partition(BEFORE)[2]
    if case.warned:
        if here == there:
            return "nothing differs: the case is none"
        if case.warned in warnings:
            return ""
        return f"differs by {here ^ there} and is told: {warnings!r}"
    if here != there:
        return f"here only {here - there}, there only {there - here}; told: {warnings!r}"
    return f"told without need: {warnings!r}" if warnings else ""


def test_the_corpus_is_large_and_nearly_all_of_it_keeps_its_points() -> None:
    assert len(CASES) >= 60
    assert sum(not case.warned for case in CASES.values()) >= 60


@pytest.mark.slow
def test_a_sample_of_notebooks_is_graded_as_it_was_checked(
    kernel_for: Callable[[str], Kernel], tmp_path: Path
) -> None:
    cases = [CASES[name] for name in SAMPLE]
    there = graded(cases, tmp_path / "handed in")
    wrong = {
        case.name: said
        for case in cases
        if (said := difference(case, *kernel_for(case.exercise).checked(case), there[case.name]))
    }
    assert wrong == {}


@pytest.fixture(scope="module")
def all_graded(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, set[str]]:
    return graded(CASES.values(), tmp_path_factory.mktemp("handed in"))


@pytest.mark.nightly
@pytest.mark.parametrize("name", CASES)
def test_every_notebook_is_graded_as_it_was_checked(
    name: str, kernel_for: Callable[[str], Kernel], all_graded: Mapping[str, set[str]]
) -> None:
    case = CASES[name]
    assert difference(case, *kernel_for(case.exercise).checked(case), all_graded[name]) == ""
