"""People's answers are judged rightly, by a sample that fits into CI; test_course_audit has every answer."""

import dataclasses
from pathlib import Path

import pytest

from autograder.audit import Journal, Kind, Material, Runner, faults_of, read_material, trials_of
from autograder.course import read_course
from autograder.model import Exercise
from autograder.sandbox import open_sandbox

ROOT = Path(__file__).parents[1]
TRAINS_FOR_SECONDS = {"04_fashion_mnist", "05_iris"}
EXERCISES = [
    pytest.param(
        one,
        marks=[pytest.mark.xdist_group(one.name)]
        + ([pytest.mark.nightly] if one.name in TRAINS_FOR_SECONDS else []),
        id=one.name,
    )
    for one in read_course(ROOT / "course.yml").exercises
]
EVERY = 4
"""Of people's answers every fourth is graded."""
KINDS = (Kind.WORLD_RIGHT, Kind.WORLD_WRONG)


def sample(material: Material) -> Material:
    """Leave out most answers of people."""
    kept = {answer.name for kind in KINDS for answer in material.of(kind)[::EVERY]}
    answers = tuple(answer for answer in material.answers if answer.name in kept)
    return dataclasses.replace(material, answers=answers)


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_sample_of_peoples_answers_is_judged_rightly(exercise: Exercise, tmp_path: Path) -> None:
    material = sample(read_material(ROOT, exercise))
    data = ROOT / "exercises" / exercise.name / "data"
    with open_sandbox("process", data if data.is_dir() else None) as sandbox:
        runner = Runner(
            sandbox,
            Journal(tmp_path / "journal.jsonl", "this run"),
            jobs=1,
            more=lambda _count: None,
            done=lambda record: print(record.kind, record.name, f"{record.seconds:.1f} s"),
        )
        records = runner.run(list(trials_of(material, KINDS, 1)), material)
    assert records
    assert [fault for record in records for fault in faults_of(record, material)] == []
