"""An exercise's own modules: read in order, and every mistake of an author told with its place."""

import shutil
from pathlib import Path

import pytest

from autograder.catalogue import (
    companion_problems,
    load_built_questions,
    load_checks,
    load_hints,
    load_questions,
)
from autograder.checks import check
from autograder.checks.measured import Thresholds
from autograder.course import read_course
from autograder.errors import GraderFault, MasterError
from autograder.model import Exercise, checks_of

ROOT = Path(__file__).parents[1]
EXERCISE = read_course(ROOT / "course.yml").exercise("02_line")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "solutions/02_line", tmp_path / "02_line"))


def problems(folder: Path, exercise: Exercise | None = EXERCISE) -> str:
    assert exercise is not None
    with pytest.raises(MasterError, match="02_line") as caught:
        companion_problems(folder, load_questions(folder, exercise))
    return str(caught.value)


def write(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_built_tests_are_the_public_checks_in_their_order(folder: Path) -> None:
    public, hidden = load_checks(folder)
    built, thresholds = load_built_questions(ROOT / "exercises/02_line/tests")
    assert [one.name for one in checks_of(built)] == [one.name for one in public]
    assert not {one.name for one in checks_of(built)} & {one.name for one in hidden}
    assert dict(thresholds) == {"converged": 0.001}


@pytest.mark.parametrize("name", ["public_checks.py", "hidden_checks.py", "misconceptions.py", "hints.yml"])
def test_a_missing_file_is_told_by_its_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert f"{folder / name}: " in problems(folder)


def test_a_syntax_error_is_told_by_its_line(folder: Path) -> None:
    (folder / "public_checks.py").write_text("x = 1\ndef (\n")
    assert f"{folder / 'public_checks.py'}:2: SyntaxError" in problems(folder)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("points=1", 'points="1"', "points of the check"),
        ("points=1", "points=-1", "expected a number from 0, got -1"),
        ("points=1", "points=3", "the checks give 22 points, course.yml says 20"),
        ("after=loss_is_a_scalar", 'after="loss_is_a_scalar"', "expected checks, and not their names"),
        ("after=loss_is_a_scalar", "after=loss_is_a_scaler", "NameError"),
        ("read=TENSORS", 'read=("Guide", "example.org")', "expected a text, or a text and its address"),
    ],
)
def test_a_slip_in_a_check_is_told(folder: Path, old: str, new: str, told: str) -> None:
    write(folder / "public_checks.py", old, new)
    assert told in problems(folder)


def test_what_stands_beside_the_checks_must_fit_to_them(folder: Path) -> None:
    assert EXERCISE is not None
    questions = load_questions(folder, EXERCISE)
    assert companion_problems(folder, questions) == ()
    write(folder / "hints.yml", "loss:", "lost:")
    write(folder / "misconceptions.py", 'fails="loss_is_the_mean_of_squares"', 'fails="loss_is_mean"')
    (hints, *others) = (one for one in companion_problems(folder, questions) if "hints" in one)
    assert "loss: expected 3 texts, got None" in hints
    assert "there is no question lost" in others[0]


def test_hints_that_are_no_mapping_are_told(folder: Path) -> None:
    (folder / "hints.yml").write_text("- one\n")
    with pytest.raises(MasterError, match="expected questions with their hints"):
        load_hints(folder)


def test_a_misspelt_threshold_is_told_with_those_that_there_are() -> None:
    with pytest.raises(GraderFault, match=r"no threshold 'convergd' in course.yml .* there is converged"):
        Thresholds({"converged": 1.0})["convergd"]


def test_a_check_takes_a_list_of_premises() -> None:
    @check("one", question="q")
    def one() -> None: ...

    @check("two", question="q", after=[one])
    def two() -> None: ...

    assert two.after == (one,)
