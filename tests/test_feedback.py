"""Feedback: helpful where the student may know, silent where not."""

import pytest

from autograder.checks import check
from autograder.errors import (
    BrokenProtocol,
    CheckFailed,
    Crashed,
    LimitExceeded,
    NotDefined,
    NotStarted,
    StudentFailure,
    StudentRaised,
    TimedOut,
)
from autograder.feedback import clean, explain, skipped
from autograder.model import CellError, Form, Places

SECRET = "the-hidden-value-42"


@check("averages the squared errors", question="loss", read="TensorFlow guide: Basics")
def average() -> None: ...


WRONG = CheckFailed("Not right.", returned=f"{SECRET}", expected=f"{SECRET}", cause="That is the sum.")


@pytest.mark.parametrize(
    ("left", "seconds", "words"),
    [
        ("0.188253", 20, "within the 20 seconds of its question in `loss`."),
        ("0", None, "within the time of its question in `loss`."),
        ("20", 20, "within 20 seconds in `loss`."),
        ("1", None, "within 1 seconds in `loss`."),
    ],
)
def test_a_limit_appears_as_the_limit_that_it_has(left: str, seconds: float | None, words: str) -> None:
    failure = TimedOut(f"gave no answer within {left} seconds")
    told = explain(failure, average, called="loss(1, 2)", seconds=seconds)
    assert told.problem == f"The submission gave no answer {words}"


def test_public_feedback_says_call_answer_expectation_cause_and_where_to_read() -> None:
    assert explain(WRONG, average, called="loss(1, 2)").text.splitlines() == [
        "Not right.",
        "called: loss(1, 2)",
        f"returned: {SECRET}",
        f"expected: {SECRET}",
        "probable cause: That is the sum.",
        "where to read: TensorFlow guide: Basics",
    ]


@pytest.mark.parametrize(
    "failure",
    [
        WRONG,
        CheckFailed(SECRET, returned=SECRET, expected=SECRET),
        StudentRaised("ValueError", SECRET, cell=3, line=4),
        NotStarted(SECRET),
        NotDefined("loss"),
        TimedOut("gave no answer within 20 seconds"),
        StudentRaised(f"My{SECRET}Error", ""),
        Crashed(f"ended its process itself (exit code {SECRET})"),
        BrokenProtocol(f"gave {SECRET}"),
    ],
)
def test_hidden_feedback_has_title_and_named_mistake_only(failure: StudentFailure) -> None:
    text = explain(failure, average, called=f"loss({SECRET})", hidden=True).text
    assert SECRET not in text
    assert text.startswith("Not passed: averages the squared errors.")


def test_the_named_mistake_is_told_even_of_a_hidden_check() -> None:
    assert explain(WRONG, average, hidden=True).cause == "That is the sum."


SCRIPT = Places(Form.CELLS, {3: 54, 5: 30})
PLACES = [
    (Places(), (3, 4), "cell 3, line 4"),
    (Places(), (None, 4), "line 4 of its cell"),
    (SCRIPT, (3, 57), "cell 3, line 4; line 57 of the script"),
    (Places(Form.STATEMENTS, {3: 54}), (3, 57), "line 57"),
]


@pytest.mark.parametrize(("places", "at", "told"), PLACES)
def test_every_place_is_told_in_one_way(places: Places, at: tuple[int | None, int], told: str) -> None:
    cell, line = at
    error = StudentRaised("ValueError", "no", cell=cell, line=line)
    named = CheckFailed("No.", returned="nothing: it raised ValueError: no", raised=error)
    for failure in (error, named):
        returned = explain(failure, average, places=places).returned
        assert returned == f"nothing: it raised ValueError: no ({told})"
    left = explain(NotStarted("loss", cell=cell, line=line), average, places=places)
    assert left.cause.endswith(f"below your answer ({told}).")


def test_where_nothing_tells_the_line_nothing_is_told() -> None:
    assert explain(StudentRaised("ValueError", "no"), average).returned == "nothing: it raised ValueError: no"
    assert explain(NotStarted("loss"), average).cause == ""


def test_a_lost_worker_is_told_with_the_function_that_lost_it() -> None:
    failure = LimitExceeded("used more than 2 GiB of memory")
    told = explain(failure, average, called="train_step(model, 0.1)")
    assert told.problem == "The submission used more than 2 GiB of memory in `train_step`."


def test_a_missing_name_points_at_the_cell_that_broke() -> None:
    told = explain(
        NotDefined("loss"), average, broken_cells=(CellError(5, 31, "ValueError: x"),), places=SCRIPT
    )
    assert told.problem == "`loss` is not defined."
    assert (
        told.cause
        == "A statement failed (cell 5, line 2; line 31 of the script), so what it defines is missing."
    )


def test_a_cell_that_does_not_compile_defines_nothing() -> None:
    told = explain(
        NotDefined("loss"), average, broken_cells=(CellError(5, 31, "SyntaxError: x"),), places=SCRIPT
    )
    assert (
        told.cause
        == "A cell does not compile (see cell 5, line 2; line 31 of the script), so nothing of it is defined."
    )


def test_skipped_names_what_must_come_first() -> None:
    assert skipped(average).text == "Not judged yet: first `loss` must pass “averages the squared errors”."


def test_text_is_cleaned_and_cut() -> None:
    assert clean("\x1b[1mInput 0\x1b[22m is \x1b[38;5;1mincompatible\x1b[0m") == "Input 0 is incompatible"
    assert clean(
        "a\x1b[2Jb\u202ec\udcff\n\td"
    ) == "a\N{REPLACEMENT CHARACTER}[2Jb" + "\N{REPLACEMENT CHARACTER}c" + (
        "\N{REPLACEMENT CHARACTER}\n    d"
    )
    assert clean("x" * 5_000, limit=10) == "x" * 9 + "…"


@pytest.mark.parametrize("kind", ["ValueError", "KeyError", "Forty2Error", "NotImplementedError"])
def test_a_hidden_check_tells_no_exception_by_its_name(kind: str) -> None:
    """Which one it is could be chosen by a hidden input."""
    told = explain(StudentRaised(kind, SECRET), average, called="loss(1)", hidden=True).text
    assert "The code raised an exception." in told
    assert kind not in told
