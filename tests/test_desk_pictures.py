"""Pictures of failures lie beside the student's work, or where there is room for them."""

import dataclasses
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.checks import compare, panel, plot
from autograder.desk.pictures import PICTURES, save_pictures
from autograder.model import Check, Feedback, Outcome, Question, Result, Status, SubmissionStatus
from autograder.picture import Picture

ROOT = Path(__file__).parents[1]
MASTER = ROOT / "solutions/02_line/02_line.py"
LOSS = plot("Loss", panel("epoch", "loss", *compare("loss", [2.0, 1.5], [2.0, 1.0])))
OTHER = plot("Other loss", panel("epoch", "loss", *compare("loss", [2.0, 3.0], [2.0, 1.0])))
PNG = b"\x89PNG"


def outcome(name: str, picture: Picture | None, *, status: Status = Status.FAILED) -> Outcome:
    check = Check(name, "fits", "fit", 1.0, lambda: None)
    feedback = None if status is Status.PASSED else Feedback("Not right.", picture=picture)
    return Outcome(check, status, feedback)


def result(*outcomes: Outcome, name: str = "02_line.py") -> Result:
    questions = (Question("fit", tuple(one.check for one in outcomes)),)
    return Result(name, "02_line", "02_line", SubmissionStatus.GRADED, questions, outcomes)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "Übung 2").mkdir()
    (tmp_path / "temporary").mkdir()
    return tmp_path / "Übung 2"


def test_a_failure_with_a_picture_becomes_a_file(desk: Path) -> None:
    failed = result(outcome("converges", LOSS), outcome("records", None))
    saved = save_pictures(failed, desk, temporary=desk.parent / "temporary")
    assert saved == {"converges": desk / PICTURES / "02_line-converges.png"}
    assert saved["converges"].read_bytes().startswith(PNG)
    assert [path.name for path in (desk / PICTURES).iterdir()] == ["02_line-converges.png"]
    assert list((desk.parent / "temporary").iterdir()) == []


def test_an_old_picture_is_replaced_and_goes_when_the_check_passes(desk: Path) -> None:
    (old,) = save_pictures(result(outcome("converges", LOSS)), desk, temporary=desk).values()
    before = old.read_bytes()
    save_pictures(result(outcome("converges", OTHER)), desk, temporary=desk)
    assert old.read_bytes() != before
    (old.parent / "mine.png").write_bytes(b"kept")
    passed = result(outcome("converges", None, status=Status.PASSED))
    assert save_pictures(passed, desk, temporary=desk) == {}
    assert [path.name for path in old.parent.iterdir()] == ["mine.png"]
    (old.parent / "mine.png").unlink()
    save_pictures(passed, desk, temporary=desk)
    assert not old.parent.exists()


def test_two_files_of_a_folder_have_pictures_of_their_own(desk: Path) -> None:
    for name in ("anna_02_line.py", "02_line.ipynb", "Übung 2"):
        save_pictures(result(outcome("fits", LOSS), name=name), desk, temporary=desk)
    names = {path.name for path in (desk / PICTURES).iterdir()}
    assert names == {"anna_02_line-fits.png", "02_line-fits.png", "Übung 2-fits.png"}


def test_where_the_folder_cannot_be_written_pictures_go_to_a_temporary_one(desk: Path) -> None:
    (desk / PICTURES).write_text("a file of this name is in the way")
    temporary = desk.parent / "temporary"
    (saved,) = save_pictures(result(outcome("fits", LOSS)), desk, temporary=temporary).values()
    assert saved.is_relative_to(temporary)
    assert saved.read_bytes().startswith(PNG)
    assert stat.S_IMODE(saved.parent.stat().st_mode) == 0o700
    again = save_pictures(result(outcome("fits", OTHER)), desk, temporary=temporary)
    assert again == {"fits": saved}
    assert (desk / PICTURES).read_text() == "a file of this name is in the way"


def test_a_link_in_the_way_is_not_followed(desk: Path) -> None:
    (desk.parent / "elsewhere").mkdir()
    (desk / PICTURES).symlink_to(desk.parent / "elsewhere")
    (saved,) = save_pictures(result(outcome("fits", LOSS)), desk, temporary=desk.parent).values()
    assert list((desk.parent / "elsewhere").iterdir()) == []
    assert saved.is_file()


def test_a_link_in_the_place_of_a_picture_is_replaced_and_not_what_it_leads_to(desk: Path) -> None:
    mine = desk.parent / "mine.txt"
    mine.write_text("mine")
    (desk / PICTURES).mkdir()
    (desk / PICTURES / "02_line-fits.png").symlink_to(mine)
    (saved,) = save_pictures(result(outcome("fits", LOSS)), desk, temporary=desk.parent).values()
    assert mine.read_text() == "mine"
    assert saved.read_bytes().startswith(PNG)


def test_where_nothing_can_be_written_there_is_no_picture(desk: Path) -> None:
    (desk / PICTURES).write_text("")
    assert save_pictures(result(outcome("fits", LOSS)), desk, temporary=desk / PICTURES) == {}


def test_a_picture_that_cannot_be_drawn_costs_nothing_else(desk: Path) -> None:
    broken = dataclasses.replace(LOSS)
    object.__setattr__(broken, "panels", None)
    failed = result(outcome("first", broken), outcome("second", LOSS))
    assert list(save_pictures(failed, desk, temporary=desk)) == ["second"]


def check(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", "check", "--question", "fit", *map(str, words)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)


def test_the_command_says_where_the_picture_is(tmp_path: Path) -> None:
    desk = Path(shutil.copytree(ROOT / "exercises/02_line", tmp_path / "Übung 2"))
    text = MASTER.read_text(encoding="utf-8")
    path = desk / "02_line.py"
    path.write_text(f"{text}\n\n# %%\n{LATE}", encoding="utf-8")
    done = check(path, cwd=desk)
    picture = desk / PICTURES / "02_line-fit_records_before_the_update.png"
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    assert f"picture         {picture}\n" in done.stdout
    assert picture.read_bytes().startswith(PNG)
    shutil.rmtree(desk / PICTURES)
    done = check(path, "--no-pictures", cwd=desk)
    assert done.returncode == 1, done.stderr
    assert PICTURES not in done.stdout
    assert not (desk / PICTURES).exists()


LATE = """
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
    return history
"""
