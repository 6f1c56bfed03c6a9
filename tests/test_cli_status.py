"""`autograder status` as a student runs it."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk_folder import RIGHT, ROOT, handout, run, write_exercise

from autograder.cli.status import due_words

UTC = datetime.UTC
SOON = datetime.datetime.now(UTC) + datetime.timedelta(days=3, hours=1)
HONESTY = "Points of the public checks only; hidden checks add to them when you hand in."


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return a folder with three exercises; the one that is due first has the last name."""
    folder = tmp_path / "Übungen"
    due = {"00_double": SOON, "01_later": SOON + datetime.timedelta(days=7), "02_first": None}
    for name, moment in due.items():
        write_exercise(folder / name, handout(name, due=moment), text=RIGHT)
    past = datetime.datetime.now(UTC) - datetime.timedelta(hours=5)
    write_exercise(folder / "03_past", handout("03_past", title="Gone", due=past))
    return folder


def names(text: str) -> list[str]:
    return [line.split()[0] for line in text.splitlines() if line[:1].isdecimal() and ".json" not in line]


def test_exercises_stand_in_the_order_of_their_due_dates(course: Path, tmp_path: Path) -> None:
    done = run("status", cwd=course, state=tmp_path / "state")
    assert done.returncode == 0, done.stderr
    assert names(done.stdout) == ["03_past", "00_double", "01_later", "02_first"]
    lines = done.stdout.splitlines()
    assert lines[0] == "Small course"
    assert lines[1] == "03_past  Gone"
    assert lines[2].startswith("  ░░░░░░░░░░ 0/3 checks · 0/5 points · due ")
    assert lines[2].endswith(", overdue by 5 hours")
    assert lines[3] == "  not checked yet"
    assert lines[5].endswith(", 3 days left")
    assert lines[-1] == HONESTY
    assert done.stdout.count("points of") + done.stdout.count("Points of") == 1


def test_what_a_check_found_is_shown_also_after_a_move(course: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    path = course / "00_double" / "00_double.py"
    path.write_text(RIGHT.replace("x * 2", "x * x"), encoding="utf-8")
    assert run("check", path, cwd=course, state=state).returncode == 1
    assert "██████░░░░ 2/3 checks · 3/5 points" in run("status", cwd=course, state=state).stdout
    moved = course.rename(tmp_path / "elsewhere")
    path = moved / "00_double" / "00_double.py"
    path.write_text(RIGHT, encoding="utf-8")
    assert run("check", path, "--question", "double", cwd=tmp_path, state=state).returncode == 0
    assert "██████████ 3/3 checks · 5/5 points" in run("status", moved, cwd=tmp_path, state=state).stdout
    path.write_text(RIGHT.replace("x * 2", "x + 2"), encoding="utf-8")
    run("check", path, cwd=tmp_path, state=state)
    shown = run("status", moved, cwd=tmp_path, state=state).stdout
    assert "██████░░░░ 2/3 checks · 3/5 points" in shown
    assert "; best so far 5 points" in shown


def test_what_is_remembered_of_the_course_is_shown_wherever_it_lies(course: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    run("check", course / "00_double", cwd=course, state=state)
    other = write_exercise(tmp_path / "other", handout("09_other", course="Another"), text=RIGHT)
    run("check", other, cwd=tmp_path, state=state)
    shown = run("status", course / "01_later", cwd=tmp_path, state=state).stdout
    assert names(shown) == ["00_double", "01_later"]
    assert "00_double  Doubling  (not in this folder)" in shown
    assert "██████████ 3/3 checks · 5/5 points" in shown
    empty = tmp_path / "empty"
    empty.mkdir()
    everything = run("status", cwd=empty, state=state)
    assert names(everything.stdout) == ["09_other", "00_double"]
    assert "Another" in everything.stdout


def test_where_there_is_nothing_one_line_says_so(tmp_path: Path) -> None:
    done = run("status", cwd=tmp_path, state=tmp_path / "state")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "no exercise in this folder or below it" in done.stderr


def test_a_place_that_cannot_be_written_is_no_error(course: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    path = course / "00_double"
    checked = run("check", path, cwd=course, state=tmp_path / "file")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "remembered" not in checked.stdout
    done = run("status", cwd=course, state=tmp_path / "file")
    assert done.returncode == 0
    assert done.stdout.count("What you reach is not remembered.") == 1
    assert names(done.stdout)[0] == "03_past"


def test_a_damaged_memory_is_told_with_where_it_is_kept(course: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    (state / "progress.json").write_text("{")
    done = run("status", cwd=course, state=state)
    assert done.returncode == 0
    assert str(state / "progress.damaged-1.json") in done.stdout
    assert (state / "progress.damaged-1.json").read_text() == "{"


@pytest.mark.parametrize(("old", "new"), [("{", ""), ('"points": ', f'"points": {10**400}')])
def test_a_damaged_exercise_is_told_and_the_others_are_shown(
    old: str, new: str, course: Path, tmp_path: Path
) -> None:
    path = course / "00_double" / "exercise.json"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (course / "01_later" / "tests" / "double.py").write_text("def (")
    done = run("status", cwd=course, state=tmp_path / "state")
    assert done.returncode == 0
    assert names(done.stdout) == ["03_past", "01_later", "02_first"]
    assert "0/5 points" in done.stdout
    assert "is damaged; copy it anew" in done.stdout


def test_the_course_around_a_folder_is_shown(tmp_path: Path) -> None:
    done = run("status", ROOT / "docs", cwd=tmp_path, state=tmp_path / "state")
    assert done.returncode == 0, done.stderr
    assert names(done.stdout)[:2] == ["01_celsius", "02_line"]


def test_nothing_heavy_is_imported(course: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from autograder.cli import main; main(['status']); "
        "print(*{'tensorflow', 'keras', 'otter', 'pydantic', 'nbformat', 'matplotlib'} & set(sys.modules))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "AUTOGRADER_STATE": str(tmp_path / "state")}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=course, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == ""


def test_a_file_that_knows_no_bars_gets_plain_signs(course: Path, tmp_path: Path) -> None:
    done = run("status", cwd=course, state=tmp_path / "state", more={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert ".......... 0/3 checks" in done.stdout


@pytest.mark.parametrize(
    ("left", "is_done", "words"),
    [
        ({"days": 3, "hours": 5}, False, "3 days left"),
        ({"days": 1, "hours": 23}, True, "1 day left"),
        ({"hours": 23, "minutes": 59}, False, "23 hours left"),
        ({"minutes": 1}, False, "1 minute left"),
        ({"seconds": 20}, False, "1 minute left"),
        ({"seconds": -20}, False, "overdue by 1 minute"),
        ({"days": -2, "hours": -1}, False, "overdue by 2 days"),
        ({"days": -2, "hours": -1}, True, "2 days ago"),
    ],
)
def test_how_long_it_is_still_is_said_in_one_unit(left: dict[str, int], is_done: bool, words: str) -> None:
    due = datetime.datetime(2026, 10, 9, 23, 59, 59, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    local = due.astimezone()
    said = due_words(due, due - datetime.timedelta(**left), is_done=is_done)
    assert said == f"due {local.day} Oct 2026 {local:%H:%M %Z}, {words}"


@pytest.mark.skipif(not hasattr(__import__("time"), "tzset"), reason="Windows takes its zone from elsewhere")
@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Zurich", "9 Oct 2026 23:59 CEST"),
        ("UTC", "9 Oct 2026 21:59 UTC"),
        ("Asia/Dubai", "10 Oct 2026 01:59 UTC+04:00"),
    ],
)
def test_due_dates_are_in_the_time_of_this_machine(tmp_path: Path, zone: str, words: str) -> None:
    due = datetime.datetime(2026, 10, 9, 23, 59, 59, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    folder = write_exercise(tmp_path / "00_double", handout(due=due))
    done = run("status", cwd=folder, state=tmp_path / "state", more={"TZ": zone})
    assert f"due {words}, " in done.stdout
