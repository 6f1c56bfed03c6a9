"""Answers of people, look-up tables, and what a mistake costs: on a small course."""

import dataclasses
from pathlib import Path

import pytest
from small_course import CHECKS, autograder, write_course

from autograder.audit import Kind, read_material
from autograder.audit.declared import read_declared
from autograder.audit.fairness import collateral_of, surprise_of
from autograder.audit.replay import recorded, replayed
from autograder.audit.trials import Record
from autograder.audit.world import read_world
from autograder.course import read_course
from autograder.errors import MasterError
from autograder.model import Question, Status
from autograder.sandbox.inline import InlineSandbox

WORLD = {
    "solutions/00_double/world/right/adds.py": "def double(x):\n    return x + x\n",
    "solutions/00_double/world/wrong/halves.py": "# loses: double\ndef double(x):\n    return x / 2\n",
    "solutions/00_double/world/wrong/guess--text.py": "def guess():\n    return '7'\n",
}


def test_answers_of_people_are_graded(tmp_path: Path) -> None:
    folder = write_course(tmp_path, WORLD)
    done = autograder("audit", "--only", "world", "--seeds", "2", "--jobs", "1", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "00_double: 6 of 6 ended as they must." in done.stdout


def test_a_right_answer_that_loses_and_a_wrong_one_that_does_not_are_told(tmp_path: Path) -> None:
    swapped = {
        "solutions/00_double/world/right/halves.py": "def double(x):\n    return x / 2\n",
        "solutions/00_double/world/wrong/adds.py": "# loses: guess, double\ndouble = lambda x: x + x\n",
    }
    folder = write_course(tmp_path, swapped)
    done = autograder("audit", "--only", "world", "--seeds", "1", "--jobs", "1", cwd=folder)
    assert done.returncode == 1
    assert "right answer “right/halves.py” fails double_doubles (seed 0)" in done.stdout
    assert "wrong answer “wrong/adds.py” loses no point of double (seed 0)" in done.stdout
    assert "wrong answer “wrong/adds.py” loses no point of guess (seed 0)" in done.stdout


def test_a_wrong_answer_must_name_a_question(tmp_path: Path) -> None:
    folder = write_course(tmp_path) / "solutions" / "00_double"
    wrong = folder / "world" / "wrong"
    wrong.mkdir(parents=True)
    (wrong / "a.py").write_text("x = 1\n", encoding="utf-8")
    (wrong / "b.py").write_text("# loses: nothing\n", encoding="utf-8")
    with pytest.raises(MasterError) as caught:
        read_world(folder, ["double"])
    assert [line.partition("wrong/")[2] for line in str(caught.value).split("\n")] == [
        "a.py:1: expected a line `# loses: QUESTION`; there is double",
        "b.py:1: no question is called nothing; there is double",
    ]


def test_a_table_earns_what_stands_on_fixed_numbers(tmp_path: Path) -> None:
    fixed = CHECKS.replace("x = float(rng.normal(0, 30))", "x = 21.0")
    for checks, points in ((CHECKS, 0.0), (fixed, 2.0)):
        folder = write_course(tmp_path / str(points), {"solutions/00_double/public_checks.py": checks})
        material = read_material(folder, read_course(folder / "course.yml").exercises[0])
        with InlineSandbox() as sandbox:
            table = recorded(material, sandbox)
        assert table.calls["double"][0].answer == 2.0
        assert replayed(material, table) == {"double": points, "guess": 1.0}


def test_surprise_and_collateral_count_points(tmp_path: Path) -> None:
    folder = write_course(tmp_path, WORLD)
    material = read_material(folder, read_course(folder / "course.yml").exercises[0])
    double, guess = material.questions
    hidden = dataclasses.replace(
        material, questions=(double, Question("guess", guess.checks, frozenset({"guess_is_near"})))
    )
    passed, failed = Status.PASSED, Status.FAILED

    def record(kind: Kind, name: str, *statuses: Status) -> Record:
        names = ("double_gives_a_number", "double_doubles", "guess_is_near")
        return Record(kind, name, 0, dict(zip(names, statuses, strict=True)), {}, (), (), 0.1)

    records = [
        record(Kind.MISCONCEPTION, "square", passed, failed, failed),
        record(Kind.MISCONCEPTION, "far", passed, passed, failed),
        record(Kind.WORLD_WRONG, "wrong/halves.py", passed, failed, passed),
        record(Kind.MUTANT, "a mutant", passed, passed, passed),
    ]
    surprise = surprise_of(hidden, records)
    assert (surprise.losing, surprise.green, dict(surprise.by_check)) == (3, ("far",), {"guess_is_near": 1})
    collateral = collateral_of(hidden, records)
    assert (collateral.answers, collateral.spreading, collateral.poor) == (3, (("square", 1.0),), ("square",))
    assert collateral.contained == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    "text", ["constants: [a]", "graphs: {a: b}", "other: 1", "[]", "constants: {guess: ''}", "graphs: [1]"]
)
def test_what_is_declared_must_have_its_form(tmp_path: Path, text: str) -> None:
    (tmp_path / "audit.yml").write_text(text, encoding="utf-8")
    with pytest.raises(MasterError, match=r"audit\.yml:1: expected"):
        read_declared(tmp_path)
