"""Exercises grade rightly, by an audit of a sample that fits into CI; test_course_audit has every answer."""

import dataclasses
from pathlib import Path

import pytest

from autograder.audit import Journal, Kind, Material, Runner, audit_exercise, read_material, used_versions
from autograder.course import read_course
from autograder.model import Exercise
from autograder.sandbox import open_sandbox

ROOT = Path(__file__).parents[1]
EXERCISES = [
    pytest.param(one, marks=pytest.mark.xdist_group(one.name), id=one.name)
    for one in read_course(ROOT / "course.yml").exercises
]
SEEDS = 4
SHARE = {"01_celsius": 8, "04_fashion_mnist": 8, "05_iris": 8}
"""Of an exercise that trains for seconds every eighth answer is graded, of the others every third."""


def sample(material: Material, share: int) -> Material:
    """Leave out most variants, mutants and misconceptions; each check keeps the first that fails it."""
    firsts = {one.fails: name for name, one in reversed(material.misconceptions.items())}
    kept = set(firsts.values())
    for kind in set(Kind) - {Kind.SOLUTION, Kind.STUB}:
        kept |= {answer.name for answer in material.of(kind)[::share]}
    mutants = {name: one for name, one in material.mutants.items() if name in kept}
    identities = {one.identity for one in mutants.values()}
    return dataclasses.replace(
        material,
        answers=tuple(
            answer
            for answer in material.answers
            if answer.kind in (Kind.SOLUTION, Kind.STUB) or answer.name in kept
        ),
        mutants=mutants,
        equivalents={key: why for key, why in material.equivalents.items() if key in identities},
    )


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_sample_of_answers_is_graded_rightly(exercise: Exercise, tmp_path: Path) -> None:
    material = sample(read_material(ROOT, exercise), SHARE.get(exercise.name, 3))
    data = ROOT / "exercises" / exercise.name / "data"
    with open_sandbox("process", data if data.is_dir() else None) as sandbox:
        runner = Runner(
            sandbox,
            Journal(tmp_path / "journal.jsonl", "this run"),
            jobs=1,
            more=lambda _count: None,
            done=lambda record: print(record.kind, record.name, f"{record.seconds:.1f} s"),
        )
        audit = audit_exercise(material, runner, seeds=SEEDS, date="", versions=used_versions())
    assert audit.faults == ()
    assert all(check.draws >= SEEDS for check in audit.checks)
