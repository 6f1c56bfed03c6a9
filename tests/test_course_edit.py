"""A threshold is written into `course.yml`, and every other line stays as its author wrote it."""

from pathlib import Path

import pytest

from autograder.course import read_course, write_threshold
from autograder.errors import CourseError

TEXT = """\
# A course.
title: Small   # and sweet
exercises:
  - name: 01_one
    title: One
    points: 1
    thresholds:
      # Why this one.
      near: 0.5   # kept

      far: -1e-3
  # between
  - name: 02_two
    title: Two
    points: 1
    thresholds: {near: 1}
"""
ENTRY = {"value": 0.25, "false_fail": 1e-4, "method": 'a "quoted: one" – all # of it', "seeds": 20}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "course.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_line_becomes_an_entry(path: Path) -> None:
    write_threshold(path, "01_one", "near", ENTRY)
    assert path.read_text(encoding="utf-8") == TEXT.replace(
        "      near: 0.5   # kept\n",
        "      near:   # kept\n        value: 0.25\n        false_fail: 0.0001\n"
        '        method: "a \\"quoted: one\\" – all # of it"\n        seeds: 20\n',
    )
    first, second = read_course(path).exercises
    assert dict(first.thresholds) == {"near": 0.25, "far": -1e-3}
    assert dict(second.thresholds) == {"near": 1}


def test_an_entry_is_written_anew_and_its_comments_stay(path: Path) -> None:
    write_threshold(path, "01_one", "far", ENTRY)
    commented = path.read_text(encoding="utf-8").replace("        seeds", "        # mine\n        seeds")
    path.write_text(commented, encoding="utf-8")
    write_threshold(path, "01_one", "far", {"value": -2})
    assert path.read_text(encoding="utf-8") == TEXT.replace(
        "      far: -1e-3\n", "      far:\n        # mine\n        value: -2\n"
    )
    assert read_course(path).exercises[0].thresholds["far"] == -2


@pytest.mark.parametrize(
    ("exercise", "name", "said"),
    [
        ("01_one", "other", "01_one has no threshold other"),
        ("03_three", "near", "03_three has no threshold near"),
        ("02_two", "near", r"course.yml:16: expected the threshold near on a line of its own"),
    ],
)
def test_what_cannot_be_written_leaves_the_file_alone(
    path: Path, exercise: str, name: str, said: str
) -> None:
    with pytest.raises(CourseError, match=said):
        write_threshold(path, exercise, name, ENTRY)
    assert path.read_text(encoding="utf-8") == TEXT
    assert [one.name for one in path.parent.iterdir()] == ["course.yml"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{value: small}", "8: exercises[0].thresholds.near.value: expected a number, got 'small'"),
        ("{}", "8: exercises[0].thresholds.near.value: expected a value, got nothing"),
        (
            "{value: 1, seed: 3}",
            "8: exercises[0].thresholds.near.seed: expected a known key, got an unknown one; "
            "did you mean seeds?",
        ),
        (
            "{value: 1, false_fail: 1}",
            "8: exercises[0].thresholds.near.false_fail: expected a number below 1, got 1",
        ),
        (
            "{value: 1, date: today}",
            "8: exercises[0].thresholds.near.date: expected a day such as 2026-10-09, got 'today'",
        ),
        ("text", "8: exercises[0].thresholds.near: expected a number, got 'text'"),
    ],
)
def test_mistakes_in_an_entry_are_told(path: Path, entry: str, said: str) -> None:
    text = TEXT.replace("      # Why this one.\n", "").replace("0.5   # kept", entry)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError) as failed:
        read_course(path)
    assert failed.value.problems == (f"{path}:{said}",)
