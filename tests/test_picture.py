"""Pictures as data: made of whatever came back, bounded, and shown of public failures only."""

import math
from typing import Any

import numpy as np
import pytest

from autograder.checks import (
    bars,
    check,
    compare,
    curve,
    expect,
    expect_above,
    expect_close,
    expect_distribution,
    fail,
    normal,
    panel,
    plot,
    scatter,
)
from autograder.errors import CheckFailed, StudentRaised, TimedOut
from autograder.feedback import explain
from autograder.picture import LARGEST, MOST_POINTS, Bars, Curve, Panel, Picture, Role

SEED = 20261120


@check("records the loss", question="fit")
def records() -> None: ...


def picture(answer: object = (2.0, 1.0), expected: object = (2.0, 0.5)) -> Picture:
    answer, expected = list(answer), list(expected)  # type: ignore[call-overload]
    return plot("Loss by epoch", panel("epoch", "loss", *compare("loss", answer, expected)))


def never() -> Picture:
    raise AssertionError("nobody may ask for this picture")


def failed(**how: Any) -> CheckFailed:
    with pytest.raises(CheckFailed, match="Not right") as caught:
        expect_close([2.0, 1.0], [2.0, 0.5], problem="Not right.", **how)
    return caught.value


def test_yours_and_expected_stand_beside_each_other() -> None:
    (one,) = picture().panels
    assert one.series == (
        Curve("loss", (0.0, 1.0), (2.0, 1.0), Role.YOURS),
        Curve("loss", (0.0, 1.0), (2.0, 0.5), Role.EXPECTED),
    )
    assert scatter("examples", range(2), np.ones(2)) == Curve("examples", (0.0, 1.0), (1.0, 1.0), Role.DATA)


def test_a_public_failure_shows_its_picture() -> None:
    assert explain(failed(picture=picture), records).picture == picture()
    named = failed(picture=picture, mistakes={"twice as much": lambda answer: answer[1] == 1})
    assert named.cause
    assert explain(named, records).picture == picture()


@pytest.mark.parametrize(
    "expectation",
    [
        lambda: fail("no", picture=picture),
        lambda: expect(False, "no", picture=picture),
        lambda: expect_above(1, 2, "no", picture=picture),
        lambda: expect_close(math.nan, 1.0, picture=picture),
    ],
)
def test_each_expectation_takes_a_picture(expectation: Any) -> None:
    with pytest.raises(CheckFailed, match=r"no|not right|finite") as caught:
        expectation()
    assert explain(caught.value, records).picture == picture()


def test_right_answers_and_wrong_forms_are_not_drawn() -> None:
    expect_close([2.0, 1.0], [2.0, 1.0], picture=never)
    expect(True, "no", picture=never)
    with pytest.raises(CheckFailed, match="shape") as caught:
        expect_close([1.0], [2.0, 1.0], picture=never)
    assert explain(caught.value, records).picture is None


def test_where_nobody_looks_nothing_is_drawn() -> None:
    drawn: list[str] = []
    failure = CheckFailed("Wrong.", picture=lambda: drawn.append("drawn"))
    assert explain(failure, records, pictures=False).picture is None
    assert drawn == []
    explain(failure, records)
    assert drawn == ["drawn"]


def test_of_a_hidden_check_there_is_no_picture() -> None:
    asked = []
    failure = failed(picture=lambda: asked.append("drawn") or picture())
    feedback = explain(failure, records, hidden=True)
    assert feedback.picture is None
    assert asked == []
    assert explain(failure, records).picture == picture()


@pytest.mark.parametrize("failure", [StudentRaised("ValueError", "x"), TimedOut("late")])
def test_other_failures_have_no_picture(failure: Any) -> None:
    assert explain(failure, records).picture is None


@pytest.mark.parametrize("made", [lambda: 1 / 0, lambda: None, lambda: "loss"])
def test_a_picture_that_cannot_be_made_leaves_the_words(made: Any) -> None:
    feedback = explain(failed(picture=made), records)
    assert feedback.picture is None
    assert feedback.problem == "Not right."


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf, 1e101, -1e308])
def test_what_is_no_finite_number_is_a_gap(odd: float) -> None:
    assert curve("loss", [1.0, odd, 3.0]).y == (1.0, None, 3.0)
    assert curve("loss", [1.0, 2.0, 3.0], x=[0.0, odd, 2.0]).x == (0.0, 2.0)
    (yours, _expected) = bars("class", "probability", "ab", answer=[odd, 1], expected=[0.5, 0.5]).series
    assert yours.lengths == (None, 1.0)  # type: ignore[union-attr]


def test_a_huge_list_is_thinned_and_keeps_its_ends() -> None:
    thin = curve("loss", np.arange(3_000_001, dtype="float32"))
    assert len(thin.x) == MOST_POINTS
    assert (thin.x[0], thin.x[-1], thin.y[-1]) == (0.0, 3_000_000.0, 3_000_000.0)


@pytest.mark.parametrize(
    "answer",
    [None, "loss", ["a" * 10_000, 1.0], [[1.0], [2.0, 3.0]], {}, object(), np.array([1j]), 10**400, [2**80]],
)
def test_what_is_no_row_of_numbers_is_left_out(answer: object) -> None:
    assert curve("loss", answer).x == ()
    assert [one.role for one in panel("x", "y", *compare("loss", answer, [1.0])).series] == [Role.EXPECTED]
    (yours, _expected) = bars("class", "p", ["a", "b"], answer=answer, expected=[0.5, 0.5]).series
    assert yours.lengths == (None, None)  # type: ignore[union-attr]


@pytest.mark.parametrize("answer", [True, 3, [1, 2], [[1.0, 2.0]], np.float16([1, 2]), range(3)])
def test_whatever_is_numbers_is_drawn(answer: object) -> None:
    assert all(type(y) is float for y in curve("loss", answer).y)
    assert curve("loss", answer).y


def test_rows_of_different_lengths_end_with_the_shorter() -> None:
    assert curve("loss", [1.0, 2.0, 3.0], x=[5.0, 6.0]).x == (5.0, 6.0)
    (yours, _expected) = bars("class", "p", ["a"], answer=[1.0, 2.0], expected=[1.0]).series
    assert yours.lengths == (1.0,)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: Curve("loss", (0.0,), (math.nan,), Role.YOURS), "finite floats"),
        (lambda: Curve("loss", (2 * LARGEST,), (0.0,), Role.YOURS), "finite floats"),
        (lambda: Curve("loss", (0.0,), (), Role.YOURS), "1 and 0"),
        (lambda: Curve("loss", (0.0,) * 2001, (0.0,) * 2001, Role.YOURS), "at most 2000 points"),
        (lambda: Bars("p", (math.inf,), Role.YOURS), "finite floats"),
        (lambda: Bars("p", (0.0,) * 21, Role.YOURS), "at most 20 bars"),
        (lambda: Panel("x", "y", (Bars("p", (0.0,), Role.YOURS),), ("a", "b")), "2 bars, got 1"),
        (lambda: Panel("x", "y", (curve("a", [1.0]),) * 9), "at most 8 series"),
        (lambda: Picture("nothing", ()), "1 to 4 panels, got 0"),
        (lambda: plot("many", *[panel("x", "y")] * 5), "1 to 4 panels, got 5"),
    ],
)
def test_a_picture_is_bounded(wrong: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wrong()


def test_draws_of_a_wrong_distribution_are_drawn_as_shares() -> None:
    print("seed", SEED)
    draws = np.random.default_rng(SEED).uniform(-1, 1, size=5000)
    with pytest.raises(CheckFailed, match="no") as caught:
        expect_distribution(draws, normal(), false_fail=1e-9, problem="no")
    made = explain(caught.value, records).picture
    assert made
    yours, expected = made.panels[0].series
    assert isinstance(yours, Curve)
    assert isinstance(expected, Curve)
    assert sum(y or 0 for y in yours.y) == pytest.approx(1)
    assert sum(y or 0 for y in expected.y) == pytest.approx(0.6827, abs=0.01)
