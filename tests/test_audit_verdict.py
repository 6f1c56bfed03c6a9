"""What records say of an exercise; the records are made by grading, as in an audit, on made-up checks."""

import dataclasses

import pytest
from small_course import write_course

from autograder.audit import Kind, Record, read_material
from autograder.audit.answers import Material
from autograder.audit.run import right_trials, wrong_trials
from autograder.audit.verdict import Audit, judge
from autograder.course import read_course
from autograder.model import Measure, Side, Status

NAMES = ("double_gives_a_number", "double_doubles", "guess_is_near")
P, F, S, E = Status.PASSED, Status.FAILED, Status.SKIPPED, Status.ERROR


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    folder = write_course(tmp_path_factory.mktemp("course"))
    material = read_material(folder, read_course(folder / "course.yml").exercises[0])
    # Those of the course are of behaviours, which are made only while an audit runs.
    return dataclasses.replace(material, equivalents={})


def record(
    kind: Kind, name: str, *statuses: Status, seed: int = 0, said: str = "", value: float = 0
) -> Record:
    measure = Measure("near", value, 0.5, Side.BELOW)
    messages = {check: said for check, one in zip(NAMES, statuses, strict=True) if one in (F, E)}
    return Record(
        kind,
        name,
        seed,
        dict(zip(NAMES, statuses, strict=True)),
        messages,
        (("guess_is_near", measure),),
        (),
        0.1,
    )


def right_records() -> list[Record]:
    solved = [record(Kind.SOLUTION, "solution", P, P, P, seed=s, value=s / 10) for s in range(3)]
    return [*solved, record(Kind.VARIANT, "sum", P, P, P)]


def wrong_records(material: Material) -> list[Record]:
    return [
        record(Kind.STUB, "stub", F, S, F),
        record(Kind.MISCONCEPTION, "text", F, S, P, said="not made of numbers"),
        record(Kind.MISCONCEPTION, "square", P, F, P, said="The square: add x to itself."),
        record(Kind.MISCONCEPTION, "far", P, P, F, said="The guess is off by far.", value=2),
        *(record(Kind.MUTANT, name, P, F, P) for name in material.mutants),
    ]


def judged(material: Material, records: list[Record]) -> Audit:
    return judge(material, records, seeds=4, date="2026-01-01", versions={}, by_table={})


def test_sound_exercise(material: Material) -> None:
    audit = judged(material, right_records() + wrong_records(material))
    assert audit.faults == ()
    assert [(one.draws, one.false_fails) for one in audit.checks] == [(4, 0)] * 3
    assert audit.checks[0].failed_by == ("stub: stub", "misconception: text")
    assert audit.killed_share == 1
    (near,) = audit.thresholds
    assert (near.right, near.wrong) == ((0, 0.1, 0.2, 0), (2,))
    assert (near.nearest, near.nearest_wrong) == (0.2, 2)
    # mean 0.075, deviation 0.0957
    assert near.distance == pytest.approx((0.5 - 0.075) / 0.09574, rel=1e-3)


def test_false_fails_are_counted_where_the_check_was_run(material: Material) -> None:
    unlucky = record(Kind.VARIANT, "sum", F, S, P, seed=9, said="odd")
    audit = judged(material, [*right_records(), unlucky, *wrong_records(material)])
    assert [(one.draws, one.false_fails) for one in audit.checks] == [(5, 1), (4, 0), (5, 0)]
    assert audit.faults == ("variant “sum” fails double_gives_a_number (seed 9): odd",)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (record(Kind.STUB, "stub", F, S, P), "the stub passes guess_is_near"),
        (
            record(Kind.MISCONCEPTION, "far", P, F, F, said="off by far"),
            "fails double_doubles, guess_is_near (seed 0) instead of guess_is_near alone",
        ),
        (record(Kind.MISCONCEPTION, "far", P, P, P), "fails nothing (seed 0) instead of guess_is_near"),
        (
            record(Kind.MISCONCEPTION, "far", P, P, E, said="time"),
            "is not told “off by far” (seed 0) but: time",
        ),
        (
            Record(Kind.MUTANT, "1. x", 0, {}, {}, (), (), 0.0, fault="GraderFault: it broke"),
            "the grader itself failed: GraderFault: it broke",
        ),
        (
            Record(Kind.SOLUTION, "solution", 0, dict.fromkeys(NAMES, P), {}, (), ("cell 2: no",), 0.1),
            "the solution raises an error: cell 2: no",
        ),
    ],
)
def test_each_fault_is_told(material: Material, wrong: Record, fault: str) -> None:
    audit = judged(material, [*right_records(), *wrong_records(material), wrong])
    assert not audit.is_sound
    assert len(audit.faults) == 1
    assert fault in audit.faults[0]


def test_redundant_and_useless_checks(material: Material) -> None:
    records = [
        one if one.kind is Kind.SOLUTION else record(one.kind, one.name, P, F, F)
        for one in right_records()[:3]
    ]
    records += [record(Kind.MUTANT, name, P, F, F) for name in material.mutants]
    audit = judged(material, records)
    assert audit.redundant == (("double_doubles", "guess_is_near"),)
    assert "check double_gives_a_number is useless: no wrong answer fails it" in audit.faults


def test_survivors_count_unless_equivalent(material: Material) -> None:
    names = list(material.mutants)
    killed = [one for one in wrong_records(material) if one.name != names[0]]
    audit = judged(material, [*right_records(), *killed, record(Kind.MUTANT, names[0], P, P, P)])
    assert [one.mutant for one in audit.mutants if one.survived] == [material.mutants[names[0]]]
    assert audit.killed_share == pytest.approx(1 - 1 / len(names))
    assert any(fault.startswith("1 mutants survive") for fault in audit.faults)


def test_seeds_are_spread_over_right_answers(material: Material) -> None:
    rewrites = [one.name for one in material.of(Kind.REWRITE)]
    trials = list(right_trials(material, 60))
    others = ["sum", *rewrites]
    dealt = [(others * 2)[index] for index in range(30)]
    assert [(one.answer.name, one.seed) for one in trials] == [
        *(("solution", seed) for seed in range(30)),
        *zip(dealt, range(30, 60), strict=True),
    ]
    assert [one.answer.name for one in right_trials(material, 1)] == ["solution", *others]
    wrong = [(one.answer.name, one.seed) for one in wrong_trials(material, 100)]
    assert wrong[:3] == [("stub", 0), ("text", 0), ("text", 1)]
    assert len(wrong) == 1 + 3 * 2


def test_declared_equivalents_are_counted_out_and_checked(material: Material) -> None:
    first, second = list(material.mutants)[:2]
    reasons = {material.mutants[first].identity: "the same", material.mutants[second].identity: "not so"}
    declared = dataclasses.replace(material, equivalents={**reasons, ("double", "was", "becomes"): "gone"})
    killed = [one for one in wrong_records(material) if one.name != first]
    audit = judged(declared, [*right_records(), *killed, record(Kind.MUTANT, first, P, P, P)])
    assert audit.killed_share == 1
    assert not any(one.survived for one in audit.mutants)
    assert [fault.partition(":")[0] for fault in audit.faults] == [
        "mutant declared equivalent, but double_doubles fails it",
        "declared equivalent, but there is no such mutant in double",
    ]
