"""One submission: order of checks, what is skipped, and whose fault is whose."""

import dataclasses
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from autograder.checks import check, expect_close, expect_number, remark
from autograder.errors import Crashed, GraderFault, TimedOut, UnreadableSubmission
from autograder.grading import Grading, grade
from autograder.model import Cell, Exercise, Limits, Question, Result, Status, Submission
from autograder.sandbox import Sandbox
from autograder.sandbox.fake import FakeSandbox
from autograder.sandbox.inline import InlineSandbox
from autograder.sandbox.process import ProcessSandbox


@check("returns a number", question="loss", points=1)
def is_a_number(student: Any) -> None:
    expect_number(student.loss(1.0))


@check("doubles", question="loss", points=2, after=is_a_number)
def doubles(student: Any, rng: np.random.Generator, thresholds: Any) -> None:
    number = float(rng.normal()) * thresholds["scale"]
    expect_close(student.loss(number), 2 * number, mistakes={"the half": number / 2})


@check("stands for itself", question="other", points=3)
def other(student: Any) -> None:
    expect_number(student.other())


QUESTIONS = (
    Question("loss", (is_a_number, doubles), frozenset({"doubles"})),
    Question("other", (other,)),
)
EXERCISE = Exercise(
    "00_test", "Test", 6, limits=Limits(seconds=2, total_seconds=30), thresholds={"scale": 3.0}
)
GRADING = Grading(EXERCISE, QUESTIONS, secret=b"secret")


def submission(*sources: str) -> Submission:
    cells = tuple(Cell(index, 1, source) for index, source in enumerate(sources, 1))
    return Submission("ada.ipynb", "ada", cells, b"\1" * 32, "ada.ipynb")


def statuses(result: Result) -> list[str]:
    return [str(outcome.status) for outcome in result.outcomes]


def test_right_answers_get_their_points() -> None:
    result = grade(submission("x"), GRADING, FakeSandbox({"loss": lambda x: 2 * x, "other": lambda: 1.0}))
    assert statuses(result) == ["passed"] * 3
    assert (result.score, result.max_score) == (6, 6)
    assert [(one.name, one.score) for one in result.question_scores] == [("loss", 3), ("other", 3)]


def test_a_failed_premise_skips_and_does_not_fail() -> None:
    result = grade(submission("x"), GRADING, FakeSandbox({"loss": lambda x: None, "other": lambda: 1.0}))
    assert statuses(result) == ["failed", "skipped", "passed"]
    assert "first `loss` must pass “returns a number”" in result.outcomes[1].message
    assert result.score == 3


@check("is three times the loss", question="triple", points=2, after=doubles)
def triples(student: Any) -> None:
    expect_close(student.triple(2.0), 12.0)


@check("is a remark", question="triple", points=1)
def remarks(student: Any) -> None:
    remark(student, "Right. It could be shorter.")
    remark(student, "Right. It could be shorter.")


CHAINED = Grading(
    EXERCISE,
    (*QUESTIONS[:1], Question("triple", (triples, remarks), frozenset({"triples"}))),
    secret=b"secret",
)


def test_what_does_not_use_a_wrong_answer_keeps_its_points() -> None:
    names = {"loss": lambda x: x / 2, "triple": lambda x: 6 * x}
    result = grade(submission("x"), CHAINED, FakeSandbox(names))
    assert statuses(result) == ["passed", "failed", "passed", "passed"]
    assert result.score == 4


def test_what_uses_a_wrong_answer_waits_for_it() -> None:
    names = {"loss": lambda x: x / 2, "triple": lambda x: 1.5 * x}
    result = grade(submission("x"), CHAINED, FakeSandbox(names))
    assert statuses(result) == ["passed", "failed", "skipped", "passed"]
    assert "first `loss` must pass “doubles”" in result.outcomes[2].message


def test_a_remark_stands_beside_the_points_once() -> None:
    names = {"loss": lambda x: 2 * x, "triple": lambda x: 6 * x}
    result = grade(submission("x"), CHAINED, FakeSandbox(names))
    assert result.score == 6
    assert [outcome.remarks for outcome in result.outcomes] == [(), (), (), ("Right. It could be shorter.",)]


def test_every_public_check_runs_before_any_hidden_one() -> None:
    seen: list[str] = []

    def asked(name: str) -> Any:
        return check(name, question=name[0], points=1)(_named(name, lambda student: seen.append(name)))

    a_public, a_hidden, b_public, b_hidden = map(asked, ("a1", "a2", "b1", "b2"))
    questions = (
        Question("a", (a_public, a_hidden), frozenset({"a2"})),
        Question("b", (b_public, b_hidden), frozenset({"b2"})),
    )
    told: list[str] = []
    result = grade(
        submission("x"),
        Grading(EXERCISE, questions),
        FakeSandbox({}),
        on_outcome=lambda outcome: told.append(outcome.check.name),
    )
    assert seen == told == ["a1", "b1", "a2", "b2"]
    assert [outcome.check.name for outcome in result.outcomes] == ["a1", "a2", "b1", "b2"]


def _named(name: str, function: Any) -> Any:
    def check_function(student: Any) -> None:
        function(student)

    check_function.__name__ = name
    return check_function


def test_a_hidden_check_tells_the_mistake_and_no_value() -> None:
    result = grade(submission("x"), GRADING, FakeSandbox({"loss": lambda x: x / 2, "other": lambda: 1.0}))
    assert result.outcomes[1].message == "Not passed: doubles.\nprobable cause: The half."
    assert result.outcomes[1].hidden


def test_only_some_questions_are_told_but_their_premises_run() -> None:
    grading = dataclasses.replace(GRADING, only=frozenset({"other"}))
    result = grade(submission("x"), grading, FakeSandbox({"other": lambda: 1.0}))
    assert [outcome.check.name for outcome in result.outcomes] == ["other"]


def test_draws_depend_on_the_secret_and_the_submission_alone() -> None:
    def draws(grading: Grading, one: Submission) -> list[float]:
        seen: list[float] = []
        grade(one, grading, FakeSandbox({"loss": lambda x: seen.append(x) or 2 * x, "other": lambda: 1.0}))
        return seen

    here = draws(GRADING, submission("x"))
    assert here == draws(GRADING, submission("y"))
    assert here != draws(GRADING, dataclasses.replace(submission("x"), digest=b"\2" * 32))
    assert here != draws(dataclasses.replace(GRADING, secret=b"another"), submission("x"))


@pytest.mark.parametrize("lost", [TimedOut("gave no answer within 2 seconds"), Crashed("ended by itself")])
def test_a_lost_worker_is_an_error_and_the_next_check_gets_a_fresh_one(lost: Any) -> None:
    names = {"loss": lambda x: 2 * x, "other": lambda: 1.0}
    result = grade(submission("x"), GRADING, FakeSandbox(names, [lost]))
    assert statuses(result) == ["error", "skipped", "passed"]
    assert str(lost) in result.outcomes[0].message


def test_a_check_that_fails_itself_is_no_fault_of_the_submission() -> None:
    @check("broken", question="loss", points=1)
    def broken(student: Any) -> None:
        student.loss(1.0)["no such thing"]

    grading = Grading(EXERCISE, (Question("loss", (broken,)),))
    with pytest.raises(GraderFault, match="The check broken failed itself"):
        grade(submission("x"), grading, FakeSandbox({"loss": lambda x: x}))


def test_cells_run_one_by_one_and_an_error_loses_its_cell_alone() -> None:
    cells = submission(
        "def loss(x): return 2 * x",
        "first = 1\nraise ValueError('oh')\nsecond = 2 / 0",
        "def other(:",
        "def other(): return 1.0",
    )
    with InlineSandbox() as sandbox:
        result = grade(cells, GRADING, sandbox)
    assert statuses(result) == ["passed"] * 3
    assert [(error.cell, error.line) for error in result.errors] == [(2, 2), (2, 3), (3, 1)]
    assert result.errors[0].text == "ValueError: oh"
    assert result.errors[2].text.startswith("SyntaxError")


def test_not_one_cell_that_compiles_is_unreadable() -> None:
    with (
        InlineSandbox() as sandbox,
        pytest.raises(UnreadableSubmission, match="not one cell of it is Python"),
    ):
        grade(submission("def (", "1 +"), GRADING, sandbox)


def test_an_exception_that_looks_like_a_syntax_error_is_not_unreadable() -> None:
    with InlineSandbox() as sandbox:
        assert grade(submission("raise SyntaxError('x')"), GRADING, sandbox).score == 0


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with ProcessSandbox() as opened:
        yield opened


def test_cells_that_end_the_worker_are_left_out_and_the_rest_counts(sandbox: Sandbox) -> None:
    cells = submission(
        "def loss(x): return 2 * x",
        "while True: pass",
        "import os; os._exit(3)",
        "exit()",
        "def other(): return 1.0",
    )
    result = grade(cells, GRADING, sandbox)
    assert statuses(result) == ["passed"] * 3
    assert [(error.cell, error.text) for error in result.errors] == [
        (2, "The submission gave no answer within 2 seconds in this cell."),
        (3, "The submission ended its process itself (exit code 3) in this cell."),
        (4, "SystemExit: None"),
    ]


def test_a_hang_costs_its_question_and_no_other(sandbox: Sandbox) -> None:
    cells = submission("def loss(x):\n    while True: pass", "def other(): return 1.0")
    result = grade(cells, GRADING, sandbox)
    assert statuses(result) == ["error", "skipped", "passed"]
    assert result.outcomes[0].message.startswith("The submission gave no answer within 2 seconds in `loss`.")


def test_a_submission_that_ends_its_worker_again_and_again_gets_no_further_one(sandbox: Sandbox) -> None:
    cells = submission(*["import os; os._exit(1)"] * 60)
    result = grade(cells, GRADING, sandbox)
    assert result.score == 0
    assert len(result.errors) == 21
    assert "ended its worker more than 20 times" in result.outcomes[2].message


def test_a_thousand_errors_are_told_in_fifty_lines() -> None:
    with InlineSandbox() as inline:
        result = grade(submission(*["1 / 0"] * 1000), GRADING, inline)
    assert len(result.errors) == 51
    assert result.errors[-1].text == "… and 950 more errors in cells"


def test_time_in_all_is_limited(sandbox: Sandbox) -> None:
    limits = Limits(seconds=1, total_seconds=2)
    grading = dataclasses.replace(GRADING, exercise=dataclasses.replace(EXERCISE, limits=limits))
    cells = submission(*["while True: pass"] * 50, "def other(): return 1.0")
    result = grade(cells, grading, sandbox)
    assert result.outcomes[2].status is Status.ERROR
    assert "used up its 2 seconds in all" in result.outcomes[2].message
    assert len(result.errors) <= 4
