"""What is measured against a named threshold is noted, whether it passes or not."""

import math

import numpy as np
import pytest

from autograder.checks import Thresholds, check, expect_above, expect_below, fail
from autograder.errors import CheckFailed, NotStarted
from autograder.feedback import explain
from autograder.grading import Examined, examine
from autograder.model import Check, Measure, Side
from autograder.sandbox.inline import InlineSession


def test_the_worst_number_is_noted() -> None:
    given = Thresholds({"error": 0.5, "accuracy": 0.7})
    expect_below(np.array([0.1, 0.4]), given["error"], "no")
    expect_above(0.9, given["accuracy"], "no")
    with pytest.raises(CheckFailed, match="too far off"):
        expect_below(2, given["error"], "too far off", returned="2")
    assert given.measures == (
        Measure("error", 0.4, 0.5, Side.BELOW),
        Measure("accuracy", 0.9, 0.7, Side.ABOVE),
        Measure("error", 2.0, 0.5, Side.BELOW),
    )
    assert dict(given) == {"error": 0.5, "accuracy": 0.7}


@pytest.mark.parametrize("expect_side", [expect_above, expect_below])
@pytest.mark.parametrize("value", [0.5, math.nan, [0.5, math.nan]])
def test_equal_and_nan_are_on_the_wrong_side(expect_side: object, value: object) -> None:
    with pytest.raises(CheckFailed, match="no"):
        expect_side(value, 0.5, "no")  # type: ignore[operator]


def tried(question_check: Check) -> Examined:
    return examine(question_check, InlineSession({}), thresholds={"half": 0.5}, seed=b"s")


def test_failure_is_confirmed_on_fresh_draws() -> None:
    drawn: list[float] = []

    @check("is lucky at the third draw", question="q", repeats=3)
    def lucky(rng, thresholds):
        drawn.append(rng.random())
        expect_above(len(drawn) - 2, thresholds["half"], "no luck")

    ended = tried(lucky)
    assert (ended.failure, ended.tries, len(set(drawn))) == (None, 3, 3)
    assert [measure.value for measure in ended.measures] == [-1, 0, 1]


def test_what_fails_on_every_draw_fails_and_says_how_often() -> None:
    @check("never passes", question="q", repeats=2)
    def never():
        fail("It is wrong.")

    ended = tried(never)
    assert ended.tries == 3
    assert ended.failure
    said = explain(ended.failure, never, tries=ended.tries)
    assert said.problem == "It is wrong. It was tried on 3 draws and passed on none."
    hidden = explain(ended.failure, never, hidden=True, tries=ended.tries)
    assert hidden.problem == "Not passed: never passes. It was tried on 3 draws and passed on none."


def test_what_no_draw_can_change_is_not_repeated() -> None:
    @check("is a stub", question="q", repeats=2)
    def stub():
        raise NotStarted("not yet")

    assert tried(stub).tries == 1


def test_without_repeats_one_failure_counts() -> None:
    @check("fails once", question="q")
    def once():
        fail("It is wrong.")

    ended = tried(once)
    assert (type(ended.failure), ended.tries) == (CheckFailed, 1)
