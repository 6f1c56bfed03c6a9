"""course.yml: what is read, and every mistake told at once by its line."""

import ast
import dataclasses
import datetime
import inspect
import json
import runpy
import textwrap
from pathlib import Path

import jsonschema
import pytest

from autograder import model
from autograder.course import course_schema, find_course, read_course
from autograder.course.form import LimitsForm
from autograder.errors import CourseError
from autograder.model import Limits
from autograder.yaml_text import read_yaml

GOOD = """\
title: A course
timezone: Europe/Zurich
exercises:
  - name: 02_line
    title: A line
    points: 20
    due: 2026-10-09
    limits: {seconds: 5, memory_mb: 1024}
    thresholds: {converged: 0.01, far: -1}
  - name: 03_noisy_line
    title: A noisy line
    points: 2.5
    due: 2026-10-16T18:00+02:00
"""


@pytest.fixture
def course_file(tmp_path: Path) -> Path:
    return tmp_path / "course.yml"


def problems(path: Path, text: str | bytes) -> list[str]:
    """Return what is said of a course file, without the folder that it lies in."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CourseError, match="expected") as caught:
        read_course(path)
    return [line.removeprefix(f"{path.parent}/") for line in caught.value.problems]


def with_exercise(*lines: str) -> str:
    """Return a course whose one exercise has these lines, the first of them on line 3."""
    return "title: A course\nexercises:\n" + textwrap.indent("- " + "\n  ".join(lines), "  ") + "\n"


def test_a_course_is_read_whole(course_file: Path) -> None:
    course_file.write_text(GOOD, encoding="utf-8")
    course = read_course(course_file)
    line, noisy = course.exercises
    assert (course.title, line.name, line.title, line.points) == ("A course", "02_line", "A line", 20)
    assert line.limits == Limits(seconds=5, memory_mb=1024)
    assert dict(line.thresholds) == {"converged": 0.01, "far": -1}
    assert (noisy.name, noisy.points, noisy.limits, dict(noisy.thresholds)) == (
        "03_noisy_line",
        2.5,
        Limits(),
        {},
    )


def test_a_date_alone_is_the_end_of_that_day_where_the_course_is(course_file: Path) -> None:
    course_file.write_text(GOOD, encoding="utf-8")
    line, noisy = read_course(course_file).exercises
    assert line.due is not None
    assert noisy.due is not None
    assert line.due.isoformat() == "2026-10-09T23:59:59+02:00"
    assert noisy.due == datetime.datetime(2026, 10, 16, 16, tzinfo=datetime.UTC)


def test_a_time_without_a_zone_is_that_of_the_course(course_file: Path) -> None:
    course_file.write_text(GOOD.replace("2026-10-09", "2026-12-24 18:00"), encoding="utf-8")
    due = read_course(course_file).exercises[0].due
    assert due is not None
    assert due.isoformat() == "2026-12-24T18:00:00+01:00"


def test_every_mistake_is_told_at_once_by_its_line(course_file: Path) -> None:
    text = GOOD.replace("points: 20", "points: two").replace("points: 2.5", "point: 2.5")
    text = text.replace("title: A course", "title:").replace("seconds: 5", "seconds: 500")
    assert problems(course_file, text) == [
        "course.yml:1: title: expected text, got nothing",
        "course.yml:6: exercises[0].points: expected a number, got 'two'",
        "course.yml:8: exercises[0].limits: expected total_seconds to be at least seconds, got 180 and 500",
        "course.yml:10: exercises[1].points: expected a value, got nothing",
        "course.yml:12: exercises[1].point: expected a known key, got an unknown one; did you mean points?",
    ]


NEED = ("name: a", "title: A")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((*NEED, "points: 0"), "5: exercises[0].points: expected a number above 0, got 0"),
        ((*NEED, "points: -2.5"), "5: exercises[0].points: expected a number above 0, got -2.5"),
        ((*NEED, "points: true"), "5: exercises[0].points: expected a number, got true"),
        ((*NEED, "points: '3'"), "5: exercises[0].points: expected a number, got '3'"),
        ((*NEED, "points: 010"), "5: exercises[0].points: expected a number, got '010'"),
        ((*NEED, "points: .inf"), "5: exercises[0].points: expected a number, got '.inf'"),
        ((*NEED, "points: 1e999"), "5: exercises[0].points: expected a finite number, got inf"),
        ((*NEED, "points: [1]"), "5: exercises[0].points: expected a number, got a list"),
        ((*NEED, "points:"), "5: exercises[0].points: expected a number, got nothing"),
        (("name: a", "points: 1", "title: 2"), "5: exercises[0].title: expected text, got 2"),
        (("name: a", "points: 1", "title: ''"), "5: exercises[0].title: expected text, got ''"),
        (
            ("title: A", "points: 1", "name: Line 2"),
            "5: exercises[0].name: expected a name of small letters, digits and _, such as 02_line, "
            "got 'Line 2'",
        ),
        (
            ("title: A", "points: 1", "name: ../up"),
            "5: exercises[0].name: expected a name of small letters, digits and _, such as 02_line, "
            "got '../up'",
        ),
        (
            (*NEED, "points: 1", "colour: red"),
            "6: exercises[0].colour: expected a known key, got an unknown one; "
            "known are name, title, points, due, limits, thresholds",
        ),
        (
            (*NEED, "points: 1", "limits: {second: 2}"),
            "6: exercises[0].limits.second: expected a known key, got an unknown one; did you mean seconds?",
        ),
        (
            (*NEED, "points: 1", "limits:", "  seconds: 0"),
            "7: exercises[0].limits.seconds: expected a number above 0, got 0",
        ),
        (
            (*NEED, "points: 1", "limits: {memory_mb: 1.5}"),
            "6: exercises[0].limits.memory_mb: expected a whole number, got 1.5",
        ),
        (
            (*NEED, "points: 1", "limits: {memory_mb: true}"),
            "6: exercises[0].limits.memory_mb: expected a whole number, got true",
        ),
        (
            (*NEED, "points: 1", "limits: {answer_depth: 101}"),
            "6: exercises[0].limits.answer_depth: expected a number of at most 100, got 101",
        ),
        (
            (*NEED, "points: 1", "limits: {total_seconds: 10}"),
            "6: exercises[0].limits: expected total_seconds to be at least seconds, got 10 and 20",
        ),
        (
            (*NEED, "points: 1", "limits: 5"),
            "6: exercises[0].limits: expected names with their values, got 5",
        ),
        (
            (*NEED, "points: 1", "thresholds: {converged: small}"),
            "6: exercises[0].thresholds.converged: expected a number, got 'small'",
        ),
        (
            (*NEED, "points: 1", "thresholds:", "  Not ok: 1"),
            "7: exercises[0].thresholds.'Not ok': expected a name of small letters, digits and _, "
            "such as converged, got 'Not ok'",
        ),
        (
            (*NEED, "points: 1", "due: tomorrow"),
            "6: exercises[0].due: expected a date such as 2026-10-09, or a time such as "
            "2026-10-09T18:00+02:00, got 'tomorrow'",
        ),
        (
            (*NEED, "points: 1", "due: 2026-02-30"),
            "6: exercises[0].due: expected a date and time that exist, got '2026-02-30'",
        ),
        (
            (*NEED, "points: 1", "due: 2026-10-09"),
            "6: exercises[0].due: expected a time zone, got '2026-10-09'; "
            "add one, or timezone: Europe/Zurich to the course",
        ),
        (
            (*NEED, "points: 1", "points: 2"),
            "6: exercises[0].points: expected this key once, got it again (first on line 5)",
        ),
    ],
)
def test_one_mistake_in_an_exercise(course_file: Path, lines: tuple[str, ...], said: str) -> None:
    assert problems(course_file, with_exercise(*lines)) == [f"course.yml:{said}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1: expected names with their values, got nothing"),
        ("- 1\n", ":1: expected names with their values, got a list"),
        ("title: A\nexercises: []\n", ":2: exercises: expected at least one, got an empty list"),
        ("title: A\nexercises: 02_line\n", ":2: exercises: expected a list, got '02_line'"),
        (
            "title: A\nexercises:\n  - 02_line\n",
            ":3: exercises[0]: expected names with their values, got '02_line'",
        ),
        (
            GOOD.replace("Zurich", "Zürich"),
            ":2: timezone: expected a time zone such as Europe/Zurich, got 'Europe/Zürich'",
        ),
        (
            GOOD.replace("Europe/Zurich", "../../etc/passwd"),
            ":2: timezone: expected a time zone such as Europe/Zurich, got '../../etc/passwd'",
        ),
        (
            GOOD.replace("03_noisy_line", "02_line"),
            ":10: exercises[1].name: expected a name of its own, got '02_line' as in exercises[0]",
        ),
        (b"title: A\n# \xff\n", ":2: expected UTF-8 text, got the byte 0xff"),
        ("title: A\n\tx: 1\n", ":2: expected YAML, got a mistake in its form: "),
    ],
)
def test_one_mistake_in_a_course(course_file: Path, text: str | bytes, said: str) -> None:
    (found,) = problems(course_file, text)
    assert found.startswith(f"course.yml{said}")


def test_a_missing_file_is_one_clear_line(course_file: Path) -> None:
    with pytest.raises(CourseError, match=r"^\S+course\.yml: expected a file, found none$"):
        read_course(course_file)


def test_a_folder_is_no_course(course_file: Path) -> None:
    course_file.mkdir()
    with pytest.raises(CourseError, match=r"^\S+course\.yml: expected a readable file, got: .+$"):
        read_course(course_file)


def test_a_mistake_of_sense_is_told_beside_mistakes_of_form(course_file: Path) -> None:
    text = GOOD.replace("03_noisy_line", "02_line").replace("points: 20", "points: many")
    assert [line.split(": ")[1] for line in problems(course_file, text)] == [
        "exercises[0].points",
        "exercises[1].name",
    ]


def test_one_question_may_take_all_of_the_time(course_file: Path) -> None:
    course_file.write_text(GOOD.replace("seconds: 5", "seconds: 180"), encoding="utf-8")
    assert read_course(course_file).exercises[0].limits.seconds == 180


def test_the_nearest_course_around_a_folder_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "solutions" / "02_line"
    folder.mkdir(parents=True)
    (tmp_path / "course.yml").touch()
    assert find_course(folder) == tmp_path / "course.yml"
    (folder / "course.yml").touch()
    assert find_course(folder) == folder / "course.yml"


def test_no_course_is_found_where_there_is_none(tmp_path: Path) -> None:
    assert find_course(tmp_path) is None


def test_the_form_of_limits_is_that_of_the_model() -> None:
    usual = {field.name: field.default for field in dataclasses.fields(Limits)}
    assert LimitsForm().model_dump() == usual


def test_the_texts_of_limits_are_those_of_the_model() -> None:
    tree = ast.parse(inspect.getsource(model))
    (limits,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Limits")
    texts = [node.value.value for node in limits.body if isinstance(node, ast.Expr)][1:]  # type: ignore[attr-defined]
    assert [field.description for field in LimitsForm.model_fields.values()] == list(
        map(inspect.cleandoc, texts)
    )


def test_the_committed_schemas_are_those_of_the_code(root: Path) -> None:
    texts = runpy.run_path(str(root / "scripts" / "schemas.py"))["schema_texts"]()
    committed = {path.name: path.read_text(encoding="utf-8") for path in (root / "schemas").glob("*.json")}
    assert committed == texts, "stale: run `make schemas`"


def test_the_course_of_this_project_is_one(root: Path) -> None:
    assert read_course(root / "course.yml").exercise("02_line") is not None


def test_the_course_of_this_project_fits_the_schema_that_it_names(root: Path) -> None:
    first_line = (root / "course.yml").read_text(encoding="utf-8").splitlines()[0]
    named = first_line.removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((root / named).read_text(encoding="utf-8"))
    jsonschema.validate(read_yaml(root / "course.yml").data, schema)


@pytest.mark.parametrize(
    "wrong",
    [
        GOOD.replace("points: 20", "points: two"),
        GOOD.replace("points: 20", "point: 20"),
        GOOD.replace("02_line", "Line 2"),
        GOOD.replace("far: -1", "Far: -1"),
        GOOD.replace("2026-10-09", "tomorrow"),
        GOOD.replace("seconds: 5", "seconds: 0"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(course_file: Path, wrong: str) -> None:
    assert problems(course_file, wrong)
    with pytest.raises(jsonschema.ValidationError, match=r".+"):
        jsonschema.validate(read_yaml(course_file).data, course_schema())
