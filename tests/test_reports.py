"""Reports: whole texts, whatever the names and numbers are."""

import csv
import json

import jsonschema
import pytest

from autograder.checks import check
from autograder.model import CellError, Outcome, Question, Result, Status, SubmissionStatus
from autograder.reports import gradebook_csv, result_json, result_schema
from autograder.reports.gradebook import inert, points


@check("doubles", question="loss", points=2.5)
def doubles() -> None: ...


QUESTIONS = (Question("loss", (doubles,)),)


def result(name: str, status: SubmissionStatus = SubmissionStatus.GRADED) -> Result:
    outcomes = (Outcome(doubles, Status.PASSED),) if status is SubmissionStatus.GRADED else ()
    return Result(
        name, name, "00_test", status, QUESTIONS, outcomes, (CellError(None, None, "a\udcff"),), 0.12345
    )


def test_gradebook_has_its_columns_and_leaves_out_what_is_no_mark() -> None:
    text = gradebook_csv([result("ada.py"), result("eve.py", SubmissionStatus.GRADER_ERROR)], QUESTIONS)
    assert text.splitlines() == [
        "submission,student,exercise,status,score,max_score,loss",
        "ada.py,ada.py,00_test,graded,2.5,2.5,2.5",
        "eve.py,eve.py,00_test,grader_error,,2.5,",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ada lovelace.py", "ada lovelace.py"),
        ("=1+1.py", "'=1+1.py"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        (" =1+1", " '=1+1"),
        ("＝1", "'＝1"),
        ("a;=1+1", "a;'=1+1"),
        ("a, +1", "a, '+1"),
        ("a\t=1", r"a\t=1"),
        ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
        ("\u202ea", r"\u202ea"),
        ("\udcff", r"\udcff"),
        ("two\nlines", r"two\nlines"),
        ("Zoë-Ann.py", "Zoë-Ann.py"),
    ],
)
def test_names_are_inert_in_the_gradebook(name: str, shown: str) -> None:
    assert inert(name) == shown
    (_head, row) = csv.reader(gradebook_csv([result(name)], QUESTIONS).splitlines())
    assert row[0] == shown


def test_fields_are_quoted_where_any_program_could_split_them() -> None:
    line = gradebook_csv([result('a;b "c"')], QUESTIONS).splitlines()[1]
    assert line.startswith('"a;b ""c""","a;b ""c""",')


def test_points_are_written_as_people_do() -> None:
    assert [points(one) for one in (0.0, 7.0, 7.5, 1 / 3, None)] == ["0", "7", "7.5", "0.333333", ""]


def test_result_is_valid_json_of_its_schema_for_any_text() -> None:
    written = json.loads(result_json(result("a\udcff\n\x1b")))
    jsonschema.validate(written, result_schema())
    assert written["submission"] == "a\\udcff\n\x1b"
    assert written["errors"][0]["text"] == "a\\udcff"
