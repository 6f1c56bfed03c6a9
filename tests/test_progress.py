"""What a student has reached: kept, shared by processes, and never lost."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from desk_folder import COURSE, ROOT, handout

from autograder.desk import Progress, progress_file
from autograder.errors import UsageError
from autograder.handout import Handout
from autograder.model import Check, Outcome, Status

WHEN = datetime.datetime(2026, 10, 1, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))


def outcome(
    question: str, status: Status = Status.PASSED, *, points: float = 1, hidden: bool = False
) -> Outcome:
    check = Check(f"{question}_{points}", "title", question, points, lambda: None)
    return Outcome(check, status, hidden=hidden)


def progress_at(path: Path) -> Progress:
    return Progress(path, now=lambda: WHEN)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "progress.json"


def test_what_was_recorded_is_there_for_the_next_program(path: Path) -> None:
    progress_at(path).record(handout(), [outcome("double"), outcome("double", Status.FAILED, points=2)])
    found = Progress(path).of(handout())
    double, square = found.questions
    assert (double.score, double.best, double.possible) == (1, 1, 3)
    assert (double.passed, double.checks) == (1, 2)
    assert double.checked == datetime.datetime(2026, 10, 1, 10, 30, tzinfo=datetime.UTC)
    assert (square.score, square.possible, square.checks, square.checked) == (0, 2, 0, None)
    assert (found.score, found.possible, found.passed, found.checks) == (1, 5, 1, 2)
    assert found.checked == double.checked
    text = path.read_text(encoding="utf-8")
    assert '"2026-10-01T10:30:00+00:00"' in text


def test_the_best_score_stays_when_the_last_one_is_lower(path: Path) -> None:
    progress = progress_at(path)
    progress.record(handout(), [outcome("double", points=3)])
    progress.record(handout(), [outcome("double", Status.ERROR, points=3)])
    found = progress.of(handout())
    assert (found.score, found.best) == (0, 3)


def test_a_check_of_one_question_leaves_the_others_as_they_were(path: Path) -> None:
    progress = progress_at(path)
    progress.record(handout(), [outcome("double", points=3), outcome("square", points=2)])
    progress.record(handout(), [outcome("square", Status.FAILED, points=2)])
    assert progress.of(handout()).score == 3


def test_hidden_checks_leave_no_trace(path: Path) -> None:
    progress = progress_at(path)
    progress.record(handout(), [outcome("double"), outcome("double", points=2, hidden=True)])
    assert progress.of(handout()).checks == 1
    progress.record(handout("01_other"), [outcome("double", hidden=True)])
    assert [one.name for one in progress.remembered()] == ["00_double"]


def test_exercises_are_told_apart_by_course_and_name_and_not_by_path(path: Path) -> None:
    progress = progress_at(path)
    progress.record(handout(), [outcome("double")])
    progress.record(handout(course="Another"), [outcome("double", points=2)])
    assert progress.of(handout()).score == 1
    assert progress.of(handout(course="Another")).score == 2
    assert {(one.course, one.name) for one in progress.remembered()} == {
        (COURSE, "00_double"),
        ("Another", "00_double"),
    }


def test_a_new_version_of_an_exercise_keeps_what_was_reached(path: Path) -> None:
    progress = progress_at(path)
    progress.record(handout(), [outcome("double"), outcome("square", points=2)])
    newer = handout(title="New", questions={"cube": 4.0, "double": 3.5})
    found = progress.of(newer)
    assert [(one.name, one.score, one.possible) for one in found.questions] == [
        ("cube", 0, 4),
        ("double", 1, 3.5),
    ]
    progress.record(newer, [outcome("cube")])
    assert progress.of(handout()).questions[1].score == 2, "the old question's score was lost"
    assert progress.remembered()[0].title == "New"


def test_hints_come_one_at_a_time_and_the_last_one_stays(path: Path) -> None:
    shown = [Progress(path).next_hint(handout(), "double") for _ in range(4)]
    assert [(one.number, one.count, one.is_repeated) for one in shown] == [
        (1, 3, False),
        (2, 3, False),
        (3, 3, False),
        (3, 3, True),
    ]
    assert shown[1].text == "double, step 2"
    assert Progress(path).next_hint(handout(), "square").number == 1
    assert Progress(path).next_hint(handout(), "double", again=True).number == 1
    assert Progress(path).next_hint(handout(), "double").number == 2


def test_hints_and_scores_do_not_disturb_each_other(path: Path) -> None:
    progress = progress_at(path)
    progress.next_hint(handout(), "double")
    progress.record(handout(), [outcome("double")])
    progress.next_hint(handout(), "double")
    (double, _) = progress.of(handout()).questions
    assert (double.hints, double.score) == (2, 1)


def test_a_question_that_there_is_not_has_no_hint(path: Path) -> None:
    with pytest.raises(UsageError, match="no question 'doubel' in 00_double: did you mean 'double'"):
        Progress(path).next_hint(handout(), "doubel")
    assert not path.exists()


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"format": 1}', '{"format": 1, "courses": {"a": 3}}', "\xff"]
)
def test_a_damaged_file_is_moved_aside_and_never_overwritten(path: Path, damage: str) -> None:
    path.parent.mkdir()
    for number in (1, 2):
        path.write_bytes(damage.encode("latin-1") + b" " * number)
        progress = progress_at(path)
        assert progress.of(handout()).score == 0
        progress.record(handout(), [outcome("double")])
        assert progress.problem == ""
        assert Progress(path).of(handout()).score == 1
        assert len(progress.set_aside) == number
    kept = [one.read_bytes() for one in Progress(path).set_aside]
    assert kept == [damage.encode("latin-1") + b" " * number for number in (1, 2)]


def test_what_a_newer_version_wrote_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"format": 2, "something": "else"}')
    progress = progress_at(path)
    progress.record(handout(), [outcome("double")])
    assert path.read_text() == '{"format": 2, "something": "else"}'
    assert "newer version of the kit" in progress.problem
    assert progress.of(handout()).score == 1, "what was reached is not even known to this program"


def test_where_nothing_can_be_written_it_is_remembered_while_the_program_runs(tmp_path: Path) -> None:
    path = tmp_path / "in the way" / "progress.json"
    path.parent.write_text("a file")
    progress = progress_at(path)
    progress.record(handout(), [outcome("double")])
    assert "cannot be written" in progress.problem
    assert [progress.next_hint(handout(), "double").number for _ in range(2)] == [1, 2]
    assert progress.of(handout()).score == 1
    path.parent.unlink()
    progress.record(handout(), [outcome("square")])
    assert progress.problem == ""
    known = Progress(path).of(handout())
    assert (known.score, known.questions[0].hints) == (2, 2), "what had to wait was not written later"


def test_nothing_but_the_file_and_its_lock_is_left(path: Path) -> None:
    for _ in range(3):
        progress_at(path).record(handout(), [outcome("double")])
    assert sorted(one.name for one in path.parent.iterdir()) == ["progress.json", "progress.lock"]


@pytest.mark.skipif(os.name != "posix", reason="Windows asks for a privilege to make links")
def test_a_file_kept_elsewhere_by_a_link_stays_there(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    (tmp_path / "kept.json").write_text('{"format": 1, "courses": {}}')
    path.symlink_to(tmp_path / "kept.json")
    progress_at(path).record(handout(), [outcome("double")])
    assert path.is_symlink()
    assert "00_double" in (tmp_path / "kept.json").read_text(encoding="utf-8")


RECORDER = """\
import fcntl, os, sys, types
from pathlib import Path
from autograder.desk import Progress
from desk_folder import handout
from test_progress import outcome

def locking(descriptor, mode, count):
    assert (mode, count, os.lseek(descriptor, 0, os.SEEK_CUR)) == (2, 1, 0)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

if sys.argv[3] == "windows":
    sys.modules["fcntl"] = None
    sys.modules["msvcrt"] = types.SimpleNamespace(LK_NBLCK=2, locking=locking)
path, number = Path(sys.argv[1]), int(sys.argv[2])
for turn in range(20):
    progress = Progress(path)
    progress.record(handout(f"{number:02}_{turn:02}"), [outcome("double")])
    shared = handout("shared", questions={f"question_{one}": 1.0 for one in range(8)})
    progress.record(shared, [outcome(f"question_{number}")])
    # On a busy machine one may wait in vain: what was not written is written along with the next.
    while progress.problem:
        assert "all the time" in progress.problem, progress.problem
        progress.record(shared, [outcome(f"question_{number}")])
"""


@pytest.mark.parametrize("system", ["posix", "windows"])
def test_eight_processes_lose_nothing_of_each_other(path: Path, tmp_path: Path, system: str) -> None:
    (tmp_path / "recorder.py").write_text(RECORDER)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))}
    command = [sys.executable, str(tmp_path / "recorder.py"), str(path)]
    started = [
        subprocess.Popen([*command, str(number), system], env=env, stderr=subprocess.PIPE, text=True)
        for number in range(8)
    ]
    said = [process.communicate(timeout=120)[1] for process in started]
    assert [process.returncode for process in started] == [0] * 8, said
    known = {one.name: one for one in Progress(path).remembered()}
    assert len(known) == 8 * 20 + 1
    assert all(known[f"{number:02}_{turn:02}"].score == 1 for number in range(8) for turn in range(20))
    assert {one.name for one in known["shared"].questions if one.score} == {f"question_{n}" for n in range(8)}
    json.loads(path.read_text(encoding="utf-8"))


def test_the_environment_says_where(tmp_path: Path) -> None:
    assert progress_file({"AUTOGRADER_STATE": str(tmp_path)}) == tmp_path / "progress.json"
    usual = progress_file({})
    assert usual.name == "progress.json"
    assert usual.parent.name == "autograder"


def test_a_handout_of_an_exercise_without_hints_says_so(path: Path) -> None:
    told = handout()
    bare = Handout(told.course, told.exercise, tuple(type(one)(one.name, 1, 1, ()) for one in told.questions))
    with pytest.raises(UsageError, match="there are no hints for double"):
        Progress(path).next_hint(bare, "double")
