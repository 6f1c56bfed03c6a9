"""Every exercise of the course: right answers pass, wrong ones fail where they should and are told why."""

import dataclasses
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient

from autograder.catalogue import load_hints, load_misconceptions, load_questions, load_variants
from autograder.course import read_course
from autograder.grading import Grading, grade
from autograder.model import Cell, Exercise, Misconception, Result, Status, Submission, Variant, checks_of
from autograder.picture import Role
from autograder.sandbox import Sandbox, open_sandbox
from autograder.submission import read_submission

ROOT = Path(__file__).parents[1]
COURSE = read_course(ROOT / "course.yml")
QUESTIONS = {one.name: load_questions(ROOT / "solutions" / one.name, one) for one in COURSE.exercises}
SEEDS = {"02_line": 200}
"""How many draws the solution must survive in `make nightly`; 50 for the others."""

DEAR = {"01_celsius", "04_fashion_mnist", "05_iris"}
"""Exercises that train for seconds. Audits grade all wrong answers and variants of every exercise, each with
its check and its sentence (test_course_audit, in CI test_course_audit_sample); here is a quick sample."""
VARIANTS_EACH = 3

PICTURES = {
    ("01_celsius", "ReLU on the output"): ["answer, °F"],
    ("01_celsius", "dropout"): ["answer, °F"],
    ("01_celsius", "layers linked with tanh"): ["answer, °F"],
    ("02_line", "history recorded after the update"): ["w", "b", "loss"],
    ("02_line", "copy trained"): ["w", "b", "loss"],
    ("03_noisy_line", "uniform noise"): ["share of all numbers"],
    ("03_noisy_line", "uphill"): ["w", "b", "loss"],
    ("03_noisy_line", "through the origin"): ["output y"],
    ("04_fashion_mnist", "describe the least probable"): ["probability"],
    ("04_fashion_mnist", "confidence in percent"): ["probability"],
    ("05_iris", "ReLU at the end"): ["logit"] * 3,
}
"""What the panels of the picture show that comes with a misconception; of the others there need be none."""


def each_exercise() -> list[object]:
    return [case(exercise) for exercise in COURSE.exercises]


def case(exercise: Exercise, one: Misconception | Variant | None = None) -> object:
    # One worker runs all of an exercise, so that TensorFlow is imported once for it.
    mark = pytest.mark.xdist_group(exercise.name)
    values = (exercise,) if one is None else (exercise, one)
    return pytest.param(*values, marks=mark, id=f"{exercise.name}-{one.name}" if one else exercise.name)


def each_misconception() -> list[object]:
    """Return for each check the first wrong answer that fails it, and those with a picture."""
    chosen = []
    for e in COURSE.exercises:
        known = load_misconceptions(ROOT / "solutions" / e.name)
        firsts = {} if e.name in DEAR else {one.fails: one.name for one in reversed(known)}
        chosen += [
            case(e, one) for one in known if one.name in firsts.values() or (e.name, one.name) in PICTURES
        ]
    return chosen


def each_variant() -> list[object]:
    return [
        case(e, one)
        for e in COURSE.exercises
        if e.name not in DEAR
        for one in load_variants(ROOT / "solutions" / e.name)[:VARIANTS_EACH]
    ]


class Sandboxes:
    """One sandbox an exercise, opened when first needed."""

    def __init__(self) -> None:
        self._open: dict[str, Sandbox] = {}

    def of(self, exercise: Exercise) -> Sandbox:
        if exercise.name not in self._open:
            data = ROOT / "exercises" / exercise.name / "data"
            self._open[exercise.name] = open_sandbox("process", data if data.is_dir() else None).__enter__()
        return self._open[exercise.name]

    def close(self) -> None:
        for sandbox in self._open.values():
            sandbox.__exit__(None, None, None)


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    opened = Sandboxes()
    yield opened
    opened.close()


@cache
def solution(name: str) -> Submission:
    return read_submission(ROOT / "solutions" / name / f"{name}.py", exercise=name)


def with_code(name: str, one: Misconception | Variant) -> Submission:
    """Return the solution with a cell at its end that defines some names anew."""
    master = solution(name)
    index = max(cell.index for cell in (*master.cells, *master.aside)) + 1
    return dataclasses.replace(
        master,
        name=one.name,
        cells=(*master.cells, Cell(index, 100_000, one.code)),
        digest=hashlib.sha256(one.code.encode()).digest(),
    )


def graded(submission: Submission, exercise: Exercise, sandboxes: Sandboxes, secret: str = "a") -> Result:
    grading = Grading(exercise, QUESTIONS[exercise.name], secret=secret.encode(), pictures=True)
    return grade(submission, grading, sandboxes.of(exercise))


def troubles(result: Result) -> list[str]:
    """Return what did not pass, each with what the student is told."""
    errors = [f"cell {error.cell}: {error.text}" for error in result.errors]
    return errors + [
        f"{one.check.name} {one.status}: {one.message}"
        for one in result.outcomes
        if one.status is not Status.PASSED
    ]


@pytest.mark.parametrize("exercise", each_exercise())
def test_solution_gets_full_marks(exercise: Exercise, sandboxes: Sandboxes) -> None:
    result = graded(solution(exercise.name), exercise, sandboxes)
    assert troubles(result) == []
    assert result.score == result.max_score == exercise.points


@pytest.mark.nightly
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("exercise", each_exercise())
def test_solution_gets_full_marks_whatever_the_draw(exercise: Exercise, sandboxes: Sandboxes) -> None:
    for seed in range(SEEDS.get(exercise.name, 50)):
        result = graded(solution(exercise.name), exercise, sandboxes, f"seed {seed}")
        assert troubles(result) == [], f"secret 'seed {seed}'"


@pytest.mark.parametrize("ending", [".py", ".ipynb"])
@pytest.mark.parametrize("exercise", each_exercise())
def test_untouched_exercise_gets_nothing(exercise: Exercise, ending: str, sandboxes: Sandboxes) -> None:
    path = ROOT / "exercises" / exercise.name / f"{exercise.name}{ending}"
    result = graded(read_submission(path, exercise=exercise.name), exercise, sandboxes)
    assert result.score == 0
    assert result.errors == ()
    assert not [one for one in result.outcomes if one.status in (Status.PASSED, Status.ERROR)]


@pytest.mark.parametrize(("exercise", "misconception"), each_misconception())
def test_misconception_fails_its_check_and_is_named(
    exercise: Exercise, misconception: Misconception, sandboxes: Sandboxes
) -> None:
    result = graded(with_code(exercise.name, misconception), exercise, sandboxes)
    failed = [one for one in result.outcomes if one.status in (Status.FAILED, Status.ERROR)]
    assert [one.check.name for one in failed] == [misconception.fails], troubles(result)
    assert misconception.says.casefold() in failed[0].message.casefold()
    assert result.score < result.max_score
    panels = PICTURES.get((exercise.name, misconception.name))
    if panels:
        picture = failed[0].feedback.picture if failed[0].feedback else None
        assert picture
        assert [panel.upward for panel in picture.panels] == panels
        # Both sides are there: nothing that came back was left out as odd.
        assert {one.role for panel in picture.panels for one in panel.series} >= {Role.YOURS, Role.EXPECTED}


def test_every_misconception_with_a_picture_exists() -> None:
    known = {
        (e.name, one.name)
        for e in COURSE.exercises
        for one in load_misconceptions(ROOT / "solutions" / e.name)
    }
    assert set(PICTURES) - known == set()


@pytest.mark.parametrize(("exercise", "variant"), each_variant())
def test_variant_gets_full_marks(exercise: Exercise, variant: Variant, sandboxes: Sandboxes) -> None:
    result = graded(with_code(exercise.name, variant), exercise, sandboxes)
    assert troubles(result) == []


@pytest.mark.parametrize("exercise", each_exercise())
def test_every_question_has_three_hints(exercise: Exercise) -> None:
    hints = load_hints(ROOT / "solutions" / exercise.name)
    assert list(hints) == [question.name for question in QUESTIONS[exercise.name]]
    assert {len(steps) for steps in hints.values()} == {3}


@pytest.mark.parametrize("exercise", each_exercise())
def test_every_check_is_failed_by_some_wrong_answer_or_the_stub(exercise: Exercise) -> None:
    """A check that nothing fails shows nothing; the first checks of a question are failed by the stub."""
    named = {one.fails for one in load_misconceptions(ROOT / "solutions" / exercise.name)}
    idle = [
        check.name
        for check in checks_of(QUESTIONS[exercise.name])
        if check.name not in named and check.points > 0
    ]
    firsts = {question.checks[0].name for question in QUESTIONS[exercise.name]}
    # A hidden check behind a public one of its question is there for answers that were learnt by heart.
    behind = {
        check.name
        for question in QUESTIONS[exercise.name]
        for check in question.checks
        if check.name in question.hidden and check.after
    }
    assert set(idle) <= firsts | behind


@pytest.mark.slow
@pytest.mark.parametrize("exercise", each_exercise())
def test_story_runs_as_a_script_without_a_warning(exercise: Exercise, tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "exercises" / exercise.name, tmp_path / exercise.name)
    master = shutil.copy(ROOT / "solutions" / exercise.name / f"{exercise.name}.py", folder)
    run = subprocess.run(
        [sys.executable, "-W", "error", master],
        cwd=folder,
        env=os.environ | {"MPLBACKEND": "Agg", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    # Python's warnings, not TensorFlow's words about where it logs.
    assert "Warning" not in run.stderr


# The same cells run in a kernel on Colab's terms in test_package_kernels.
@pytest.mark.nightly
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("exercise", each_exercise())
def test_story_runs_as_a_notebook_without_a_warning(exercise: Exercise, tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "exercises" / exercise.name, tmp_path / exercise.name)
    notebook = jupytext.read(ROOT / "solutions" / exercise.name / f"{exercise.name}.py")
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert not [one for one in outputs if one.get("name") == "stderr" and "Warning" in one["text"]]


def test_misconceptions_and_variants_have_names_of_their_own() -> None:
    for exercise in COURSE.exercises:
        folder = ROOT / "solutions" / exercise.name
        names = [one.name for one in (*load_misconceptions(folder), *load_variants(folder))]
        assert len(names) == len(set(names))
