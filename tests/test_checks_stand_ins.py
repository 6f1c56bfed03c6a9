"""Judging what builds on an earlier part of a submission where that part is wrong."""

import functools
import types
from collections.abc import Callable
from typing import Any

import pytest

from autograder.checks import Student, carry_forward, expect_close, passes, stand_ins
from autograder.errors import Crashed, StudentFailure, WorkerLost
from autograder.sandbox.fake import FakeSession

SOURCE = """
import functools

def part(x):
    return x + 1

def plain(x):
    return part(x)

def wrapped(x):
    return part(x)

wrapped = functools.lru_cache(wrapped)
bound = functools.partial(plain)

class Kind:
    def __call__(self, x):
        return part(x)

instance = Kind()
"""


@pytest.fixture
def names() -> dict[str, Any]:
    module = types.ModuleType("handed_in")
    exec(SOURCE, module.__dict__)
    return module.__dict__


def test_stand_ins_reach_functions_of_every_form(names: dict[str, Any]) -> None:
    for function in ("plain", "wrapped", "bound", "instance"):
        student = Student(FakeSession(names))
        # The session has a copy of the names; what the functions find is the module's own.
        with stand_ins(student, function, part=5.0, other=1):
            assert names["part"] == 5.0
            assert names["other"] == 1
        assert getattr(student, function)(1) == 2
        assert "other" not in names


def test_stand_ins_leave_what_has_no_names_of_its_own_alone() -> None:
    student = Student(FakeSession({"built_in": len}))
    with stand_ins(student, "built_in", part=5.0):
        assert student.built_in([1, 2]) == 2


def test_without_parts_nothing_is_asked() -> None:
    student = Student(FakeSession({}, [Crashed("gone")]))
    with stand_ins(student, "missing"):
        pass


def fails(text: str) -> Callable[[], bool]:
    def judge() -> bool:
        raise StudentFailure(text)

    return judge


def test_the_first_stand_ins_with_which_the_answer_is_right_are_enough() -> None:
    student, judged = Student(FakeSession({})), []
    others = (fails("second"), lambda: False, lambda: bool(judged.append("third")) or True, fails("fourth"))
    carry_forward(student, fails("own"), *others)
    assert judged == ["third"]


def test_an_answer_that_is_wrong_with_all_stand_ins_fails_as_with_its_own_parts() -> None:
    with pytest.raises(StudentFailure, match="own"):
        carry_forward(Student(FakeSession({})), fails("own"), fails("second"), lambda: False)


def test_a_lost_worker_is_no_verdict() -> None:
    student = Student(FakeSession({}))

    def lose() -> bool:
        raise Crashed("gone")

    for judge in (
        lambda: passes(lose),
        lambda: carry_forward(student, lose, lambda: True),
        lambda: carry_forward(student, fails("own"), lose, lambda: True),
    ):
        with pytest.raises(WorkerLost):
            judge()


def test_passes_says_whether_a_judge_finds_nothing_wrong() -> None:
    assert passes(expect_close, 1.0, 1.0)
    assert not passes(functools.partial(expect_close, 1.0), 2.0)
