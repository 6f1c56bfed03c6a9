"""`autograder submit` as a student runs it, and what `autograder grade` makes of the zip."""

import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import nbformat
import pytest
from desk_folder import RIGHT, STUB, handout, run, write_exercise
from jupytext import TextFileContentsManager
from light_path import LIGHT_PATH
from small_course import autograder, write_course
from test_cli_sync import without_power

from autograder.desk.sync import Carried, sync
from autograder.pair import PairState, find_pair, read_notebook_half, read_script_half, state_of
from autograder.submission import read_submission

NAME = "00_double"
ZIP = f"{NAME}-submission.zip"
HALF_DONE = RIGHT.replace("return x * x", 'raise NotImplementedError("square")')


def submit(cwd: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return run("submit", *words, cwd=cwd, state=cwd / ".state")


def exercise(folder: Path, *, text: str = RIGHT) -> Path:
    """Write a student's folder with a pair that agrees."""
    write_exercise(folder, text=text)
    sync(find_pair(folder, NAME))
    return folder


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assert_refused(done: subprocess.CompletedProcess[str], folder: Path, *words: str) -> None:
    assert done.returncode == 2, done.stdout
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr
    assert not list(folder.rglob("*.zip"))


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Hand in from a folder that was moved and renamed, by the exercise's name."""
    folder = exercise(tmp_path_factory.mktemp("Mein Kürs") / "Übung 1", text=HALF_DONE)
    return folder, submit(folder.parent, NAME)


def test_the_zip_holds_both_halves_and_what_tells_them_from_others(
    submitted: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _done = submitted
    packed = contents(folder / ZIP)
    assert list(packed) == [f"{NAME}.ipynb", f"{NAME}.py", "manifest.json"]
    manifest = json.loads(packed.pop("manifest.json"))
    assert packed == {name: (folder / name).read_bytes() for name in packed}
    assert manifest["files"] == [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in packed.items()
    ]
    assert (manifest["format"], manifest["exercise"]) == (1, NAME)
    assert set(manifest["versions"]) == {"keras", "numpy", "python", "tensorflow"}
    assert manifest["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert str(folder) not in (folder / ZIP).read_bytes().decode("latin-1")


def test_what_is_unfinished_is_told_question_by_question(
    submitted: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, done = submitted
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines() == [
        f"{NAME}: Doubling",
        "  ✓ double  passed",
        "  ○ square  not started",
        "Unfinished: 1 of 2 questions; `autograder check` says why. You can hand in as it is, or go on and "
        "submit again.",
        f"To hand in: {Path(folder.name, ZIP)} ({NAME}.ipynb, {NAME}.py, manifest.json)",
    ]


def test_the_same_files_give_the_same_bytes(
    submitted: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    folder, _done = submitted
    first = (folder / ZIP).read_bytes()
    elsewhere = shutil.copytree(folder, tmp_path / "elsewhere")
    for path in elsewhere.iterdir():
        os.utime(path, (0, 0))
        path.chmod(0o700)
    done = submit(elsewhere, ".", "--out", tmp_path / "mine.zip")
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "mine.zip").read_bytes() == first
    assert (elsewhere / ZIP).read_bytes() == first, "the earlier one beside the files was touched"


def test_grade_gives_the_zip_the_marks_of_the_file_itself(
    submitted: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    folder, _done = submitted
    (tmp_path / "class").mkdir()
    shutil.copy(folder / ZIP, tmp_path / "class/ada.zip")
    shutil.copy(folder / f"{NAME}.py", tmp_path / "class/emmy.py")
    course, out = write_course(tmp_path / "course"), tmp_path / "out"
    done = autograder("grade", tmp_path / "class", "--exercise", NAME, "--out", out, cwd=course)
    assert done.returncode == 0, done.stderr
    ada, emmy = (
        json.loads((out / name / "result.json").read_text(encoding="utf-8"))
        for name in ("ada.zip", "emmy.py")
    )
    assert ada["score"] == emmy["score"] == 2
    for result in (ada, emmy):
        for one in result["checks"]:
            one.pop("seconds")
    assert ada["checks"] == emmy["checks"]
    assert (ada["source"], ada["notes"]) == (f"{NAME}.py", [])
    assert "passed over" not in done.stderr


def test_finished_work_is_handed_in_under_its_own_name_from_a_renamed_file(tmp_path: Path) -> None:
    folder = exercise(tmp_path / "Übung")
    for path in [*folder.glob("*.py"), *folder.glob("*.ipynb")]:
        path.rename(path.with_stem("meine Lösung"))
    done = submit(tmp_path, "Übung/meine Lösung.ipynb")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"meine Lösung.py is in the zip as {NAME}.py." in done.stdout
    assert f"meine Lösung.ipynb is in the zip as {NAME}.ipynb." in done.stdout
    assert "Unfinished" not in done.stdout
    assert list(contents(folder / ZIP)) == [f"{NAME}.ipynb", f"{NAME}.py", "manifest.json"]
    assert read_submission(folder / ZIP, exercise=NAME).source == f"{NAME}.py"


def test_one_half_alone_is_handed_in_alone(tmp_path: Path) -> None:
    folder = exercise(tmp_path)
    (folder / f"{NAME}.py").unlink()
    done = submit(folder)
    assert done.returncode == 0, done.stderr
    assert f"Only {NAME}.ipynb was there, so the zip holds that half alone." in done.stdout
    assert list(contents(folder / ZIP)) == [f"{NAME}.ipynb", "manifest.json"]


def test_the_half_that_changed_is_carried_over(tmp_path: Path) -> None:
    folder = exercise(tmp_path, text=STUB)
    (folder / f"{NAME}.py").write_text(RIGHT, encoding="utf-8")
    done = submit(folder)
    assert done.returncode == 0, done.stderr
    assert f"{NAME}.py → {NAME}.ipynb: carried over. They agree now." in done.stdout
    packed = contents(folder / ZIP)
    assert packed[f"{NAME}.ipynb"] == (folder / f"{NAME}.ipynb").read_bytes()
    assert b"return x * x" in packed[f"{NAME}.ipynb"]


def test_after_jupyter_saved_both_the_half_that_was_saved_later_is_handed_in(tmp_path: Path) -> None:
    folder = exercise(tmp_path, text=STUB)
    in_jupyter(folder, 'raise NotImplementedError("double")', "return x * 2")
    time.sleep(0.01)
    (folder / f"{NAME}.py").write_text(RIGHT, encoding="utf-8")
    done = run("check", "--no-pictures", folder, cwd=folder, state=folder / ".state")
    assert done.returncode == 0, done.stderr
    assert f"read {NAME}.py, which was saved later" in done.stdout
    done = submit(folder)
    assert done.returncode == 0, done.stderr
    assert f"What {NAME}.ipynb held before is kept in {NAME}.ipynb.bak." in done.stdout
    assert b"return x * x" in contents(folder / ZIP)[f"{NAME}.ipynb"]


def test_after_jupyter_saved_both_the_time_tells_which_half_changed_and_a_copy_makes_it_the_script(
    tmp_path: Path,
) -> None:
    folder = exercise(tmp_path, text=STUB)
    in_jupyter(folder, 'raise NotImplementedError("double")', "return x * 2")
    (folder / f"{NAME}.py").write_text(RIGHT, encoding="utf-8")
    for seconds, wanted in ((0, PairState.PY_LATER), (1, PairState.PY_LATER), (60, PairState.IPYNB_LATER)):
        os.utime(folder / f"{NAME}.py", (1e9, 1e9))
        os.utime(folder / f"{NAME}.ipynb", (1e9 + seconds, 1e9 + seconds))
        halves = read_script_half(folder / f"{NAME}.py"), read_notebook_half(folder / f"{NAME}.ipynb")
        assert state_of(*halves) is wanted


def test_after_a_record_anew_both_changed_again(tmp_path: Path) -> None:
    folder = exercise(tmp_path, text=STUB)
    in_jupyter(folder, 'raise NotImplementedError("double")', "return x * 2")
    assert sync(find_pair(folder, NAME)).carried is Carried.NOTHING
    (folder / f"{NAME}.py").write_text(RIGHT, encoding="utf-8")
    book = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
    book.cells.append(nbformat.v4.new_code_cell("mine = 1"))
    nbformat.write(book, folder / f"{NAME}.ipynb")
    assert sync(find_pair(folder, NAME)).state is PairState.BOTH_CHANGED


def in_jupyter(folder: Path, old: str, new: str) -> None:
    """Change the notebook and save it as JupyterLab does where Jupytext is installed."""
    manager = TextFileContentsManager()
    manager.root_dir = str(folder)
    model = manager.get(f"{NAME}.ipynb")
    cell = next(cell for cell in model["content"]["cells"] if old in cell["source"])
    cell["source"] = cell["source"].replace(old, new)
    manager.save(model, f"{NAME}.ipynb")


def test_halves_that_differ_are_not_handed_in(tmp_path: Path) -> None:
    folder = exercise(tmp_path, text=STUB)
    (folder / f"{NAME}.py").write_text(RIGHT, encoding="utf-8")
    book = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
    book.cells.append(nbformat.v4.new_code_cell("mine = 1"))
    nbformat.write(book, folder / f"{NAME}.ipynb")
    words = f"{NAME}.py and {NAME}.ipynb differ (both changed): run `autograder sync` first"
    assert_refused(submit(folder), folder, words)
    assert_refused(submit(folder, f"{NAME}.py"), folder, words)


def test_outputs_too_large_for_a_course_site_are_told(tmp_path: Path) -> None:
    folder = exercise(tmp_path)
    book = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
    book.cells[0].outputs = [nbformat.v4.new_output("stream", text="x" * 21_000_000)]
    nbformat.write(book, folder / f"{NAME}.ipynb")
    words = "has 21 MB, and at most 20 can be handed in: in Jupyter, choose Edit → Clear Outputs"
    assert_refused(submit(folder), folder, words)


def test_what_is_no_exercise_is_told(tmp_path: Path) -> None:
    write_exercise(tmp_path / "a", handout("00_a"))
    write_exercise(tmp_path / "b", handout("01_b"))
    assert_refused(submit(tmp_path), tmp_path, "several exercises are here: name one of a, b")
    assert_refused(submit(tmp_path, "01_x"), tmp_path, "no such file or exercise: 01_x: did you mean '01_b'?")
    assert_refused(submit(tmp_path, "-e", "01_x"), tmp_path, "no exercise '01_x' here: did you mean '01_b'?")


def test_of_several_exercises_the_one_that_was_named_is_handed_in(tmp_path: Path) -> None:
    write_exercise(tmp_path / "a", handout("00_a"))
    write_exercise(tmp_path / "b", handout("01_b"))
    (tmp_path / "a/exercise.json").write_text("{", encoding="utf-8")  # is nobody's business here
    done = submit(tmp_path, "--exercise", "01_b")
    assert done.returncode == 1, done.stderr
    assert [path.name for path in tmp_path.rglob("*.zip")] == ["01_b-submission.zip"]


def test_late_work_is_handed_in_and_called_late(tmp_path: Path) -> None:
    due = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=3)
    write_exercise(tmp_path, handout(due=due), text=RIGHT)
    done = submit(tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"Late: it was due .* UTC, 3 hours ago\.", done.stdout)


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    folder = exercise(tmp_path, text=STUB)
    (folder / f"{NAME}.ipynb").rename(folder / "mine.ipynb")
    done = submit(folder)
    assert "Not in the zip: mine.ipynb. To hand in one of these, name it" in done.stdout
    named = submit(folder, "mine.ipynb")
    assert f"mine.ipynb is in the zip as {NAME}.ipynb." in named.stdout
    assert "Not in the zip" not in named.stdout


def test_what_no_grader_could_read_is_not_handed_in(tmp_path: Path) -> None:
    folder = write_exercise(tmp_path, text="# %%\ndef (\n")
    assert_refused(submit(folder), folder, "not one cell of it is Python that compiles")
    (folder / f"{NAME}.py").write_bytes(b"x = '\xfc'")
    assert_refused(submit(folder), folder, f"{NAME}.py is not UTF-8 text")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="root gives up its powers as Linux has it")
def test_a_folder_that_cannot_be_written_is_told_with_the_way_out(tmp_path: Path) -> None:
    folder = exercise(tmp_path / "desk")
    command = [sys.executable, "-m", "autograder", "submit"]
    env = {**os.environ, "PYTHONPATH": LIGHT_PATH}
    folder.chmod(0o555)
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=without_power,
        )
    finally:
        folder.chmod(0o755)
    assert_refused(done, folder, "Permission denied", "say with --out where to write the zip")
