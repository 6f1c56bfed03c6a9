"""`autograder sync` as a student runs it, and what `check` and `grade` then read."""

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import ROOT
from desk_folder import RIGHT, STUB, handout, run, write_exercise
from small_course import autograder, write_course

from autograder.desk.sync import sync as make_agree
from autograder.pair import find_pair

NAME = "00_double"
HALF_DONE = RIGHT.replace("x * x", "x + 1")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a student's folder with a pair that agrees."""
    return with_notebook(write_exercise(tmp_path / "Übung 1 (neu)"))


def with_notebook(folder: Path) -> Path:
    assert make_agree(find_pair(folder, NAME)).made
    return folder


def sync(cwd: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return run("sync", *words, cwd=cwd, state=cwd / ".state")


def check(cwd: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return run("check", "--no-pictures", *words, cwd=cwd, state=cwd / ".state")


def script(desk: Path) -> Path:
    return desk / f"{NAME}.py"


def notebook(desk: Path) -> Path:
    return desk / f"{NAME}.ipynb"


def write_script(desk: Path, text: str) -> None:
    script(desk).write_text(text, encoding="utf-8")


def edit_notebook(desk: Path, change: Callable[[Any], None]) -> None:
    book = nbformat.read(notebook(desk), as_version=4)
    change(book)
    nbformat.write(book, notebook(desk))


def in_notebook(desk: Path, old: str, new: str) -> None:
    def change(book: Any) -> None:
        cell = next(cell for cell in book.cells if old in cell.source)
        cell.source = cell.source.replace(old, new)

    edit_notebook(desk, change)


def both_changed(desk: Path) -> None:
    write_script(desk, HALF_DONE)
    in_notebook(desk, 'raise NotImplementedError("square")', "return x**2  # größer")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def assert_one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 2, done.stdout
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr


# Carrying


def test_a_missing_half_is_made(tmp_path: Path) -> None:
    desk = write_exercise(tmp_path)
    done = sync(desk)
    assert (done.returncode, done.stdout) == (0, f"{NAME}.py → {NAME}.ipynb: made. They agree now.\n")
    script(desk).unlink()
    done = sync(desk, notebook(desk))
    assert (done.returncode, done.stdout) == (0, f"{NAME}.ipynb → {NAME}.py: made. They agree now.\n")
    assert script(desk).read_text(encoding="utf-8").endswith(STUB)


def test_the_half_that_changed_is_carried_over(desk: Path) -> None:
    write_script(desk, HALF_DONE)
    os.utime(script(desk), (0, 0))  # older than the notebook, as after unpacking
    done = sync(desk)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{NAME}.py → {NAME}.ipynb: carried over. They agree now.",
        f"If {NAME}.ipynb is open in Jupyter, choose File → Reload Notebook from Disk before you go on.",
    ]
    assert "return x + 1" in notebook(desk).read_text(encoding="utf-8")

    in_notebook(desk, "return x + 1", "return x * x")
    done = sync(desk, script(desk))
    assert done.returncode == 0
    assert f"{NAME}.ipynb → {NAME}.py: carried over." in done.stdout
    assert script(desk).read_text(encoding="utf-8") == RIGHT
    assert not list(desk.glob("*.bak"))


def test_where_both_agree_nothing_is_written(desk: Path) -> None:
    before = contents(desk)
    done = sync(desk)
    assert (done.returncode, done.stdout) == (0, f"{NAME}.py and {NAME}.ipynb agree.\n")
    assert contents(desk) == before


def test_the_same_change_in_both_is_an_agreement_from_then_on(desk: Path) -> None:
    write_script(desk, HALF_DONE)
    in_notebook(desk, 'raise NotImplementedError("square")', "return x + 1")
    in_notebook(desk, 'raise NotImplementedError("double")', "return x * 2")
    assert "agree." in sync(desk).stdout
    write_script(desk, RIGHT)
    assert f"{NAME}.py → {NAME}.ipynb" in sync(desk).stdout


def test_every_exercise_of_a_folder_is_synced_whatever_becomes_of_others(tmp_path: Path) -> None:
    for name in ("00_a", "01_b", "02_c"):
        write_exercise(tmp_path / name, handout(name))
    (tmp_path / "01_b/01_b.py").write_bytes(b"x = '\xfc'")
    done = sync(tmp_path)
    assert done.returncode == 2
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "00_a.py → 00_a.ipynb",
        "02_c.py → 02_c.ipynb",
    ]
    assert len(done.stderr.splitlines()) == 1
    assert "01_b.py is not UTF-8 text" in done.stderr
    assert_one_line(sync(tmp_path, "--take", "py"), "several exercises")
    assert sync(tmp_path, "--take", "py", "--exercise", "00_a").stdout == "00_a.py and 00_a.ipynb agree.\n"
    assert_one_line(sync(tmp_path, "--exercise", "00_x"), "no exercise '00_x' here")


def test_a_renamed_pair_is_synced(desk: Path) -> None:
    for half in (script(desk), notebook(desk)):
        half.rename(half.with_stem("meine Lösung"))
    (desk / "meine Lösung.py").write_text(HALF_DONE, encoding="utf-8")
    assert "meine Lösung.py → meine Lösung.ipynb: carried over." in sync(desk).stdout


# Both changed


def test_where_both_changed_nothing_is_written_and_the_difference_is_shown(desk: Path) -> None:
    both_changed(desk)
    before = contents(desk)
    done = sync(desk.parent, desk)
    assert done.returncode == 1
    assert contents(desk) == before
    lines = done.stdout.splitlines()
    assert lines[0] == f"{NAME}.py and {NAME}.ipynb both changed since they last agreed. Nothing was written."
    assert "cell 1, question double" in lines
    assert "cell 2, question square" in lines
    assert "  -    return x + 1" in lines
    assert "  +    return x**2  # größer" in lines
    assert lines[-2:] == [f'  autograder sync "{desk}" --take py', f'  autograder sync "{desk}" --take ipynb']
    assert "\x1b" not in done.stdout


def test_the_half_that_is_taken_counts_and_each_other_is_kept(desk: Path) -> None:
    for number, copy in ((1, f"{NAME}.ipynb.bak"), (2, f"{NAME}.ipynb.2.bak")):
        write_script(desk, f"{HALF_DONE}# {number}\n")
        in_notebook(desk, "def square(x):", f"def square(x):  # {number}")
        lost = notebook(desk).read_bytes()
        done = sync(desk, "--take", "py")
        assert done.returncode == 0
        assert f"What {NAME}.ipynb held before is kept in {copy}." in done.stdout
        assert (desk / copy).read_bytes() == lost

    write_script(desk, RIGHT)
    in_notebook(desk, "return x + 1", "return x**2")
    lost = script(desk).read_bytes()
    assert f"{NAME}.py.bak" in sync(desk, "--take", "ipynb").stdout
    assert (desk / f"{NAME}.py.bak").read_bytes() == lost
    assert "agree." in sync(desk).stdout
    # Copies are no further exercises.
    assert f"(read: {NAME}.py)" in check(desk).stdout.splitlines()[0]


def test_to_take_the_half_that_did_not_change_keeps_the_other(desk: Path) -> None:
    write_script(desk, HALF_DONE)
    sync(desk, "--take", "ipynb")
    assert script(desk).read_text(encoding="utf-8").endswith(STUB)
    assert (desk / f"{NAME}.py.bak").read_text(encoding="utf-8") == HALF_DONE


def test_without_a_record_of_agreement_the_student_is_asked(desk: Path) -> None:
    edit_notebook(desk, lambda book: book.metadata.pop("autograder"))
    write_script(desk, HALF_DONE)
    done = sync(desk)
    assert done.returncode == 1
    assert "differ, and nothing tells which one you changed. Nothing was written." in done.stdout


# What cannot be done


def test_a_broken_half_is_told_with_the_way_out(desk: Path) -> None:
    notebook(desk).write_text('{"cells": [')
    assert_one_line(sync(desk), "its JSON is broken or cut off", "move that file away")


def test_a_folder_without_a_pair_is_told(tmp_path: Path) -> None:
    assert_one_line(sync(tmp_path), "no .py or .ipynb of an exercise")
    assert_one_line(sync(tmp_path, "gone.py"), "no such file: gone.py")


@pytest.mark.parametrize("half", [script, notebook])
def test_nothing_is_made_where_a_link_leads(half: Callable[[Path], Path], desk: Path) -> None:
    elsewhere = desk.parent / "elsewhere"
    half(desk).unlink()
    half(desk).symlink_to(elsewhere)
    assert_one_line(sync(desk), half(desk).name, "is a link that leads to no file")
    assert not elsewhere.exists()


@pytest.mark.parametrize("half", [script, notebook])
def test_no_link_is_followed_out_of_the_folder(half: Callable[[Path], Path], desk: Path) -> None:
    elsewhere = desk.parent / f"elsewhere{half(desk).suffix}"
    half(desk).replace(elsewhere)
    half(desk).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    if half is notebook:
        write_script(desk, HALF_DONE)
    else:
        in_notebook(desk, 'raise NotImplementedError("square")', "return x + 1")
    assert_one_line(sync(desk), half(desk).name, "is a link to", "out of its folder")
    assert elsewhere.read_bytes() == before


def without_power() -> None:
    """Let even root write only where permissions allow it."""
    if os.geteuid() == 0:
        dac_override, drop = 1, 24
        assert ctypes.CDLL(None).prctl(drop, dac_override, 0, 0, 0) == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="root gives up its powers as Linux has it")
def test_a_folder_that_cannot_be_written_is_told_in_one_line(desk: Path) -> None:
    write_script(desk, HALF_DONE)
    before = contents(desk)
    command = [sys.executable, "-m", "autograder", "sync"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    desk.chmod(0o555)
    try:
        done = subprocess.run(
            command, cwd=desk, env=env, capture_output=True, text=True, check=False, preexec_fn=without_power
        )
    finally:
        desk.chmod(0o755)
    assert_one_line(done, f"{NAME}.ipynb cannot be written (Permission denied); nothing was changed")
    assert contents(desk) == before


# What check and grade read


def test_check_reads_the_half_that_changed_and_says_so(desk: Path) -> None:
    in_notebook(desk, 'raise NotImplementedError("double")', "return x * 2")
    os.utime(notebook(desk), (0, 0))
    done = check(desk)
    lines = done.stdout.splitlines()
    assert lines[0] == f"{desk.name} (read: {NAME}.ipynb)"
    assert "which alone changed" not in done.stdout, "the author knows what was edited"
    assert "2 of 3 checks passed" in done.stdout


def test_check_asks_where_both_changed_and_reads_what_is_named(desk: Path) -> None:
    both_changed(desk)
    done = check(desk)
    assert_one_line(
        done, f"{NAME}.py and {NAME}.ipynb both changed and differ: run `autograder sync`, or name"
    )
    assert "3 of 3" not in done.stdout
    assert "✗ squares" in check(desk, script(desk)).stdout
    assert "✓ squares" in check(desk, notebook(desk)).stdout


def test_grade_says_which_half_it_read(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course")
    for name, record in (("honest", True), ("liar", "x" * 10_000), ("tricky", {"py": "0" * 64})):
        folder = with_notebook(write_exercise(tmp_path / "class" / name))
        write_script(folder, HALF_DONE)
        os.utime(script(folder), (0, 0))
        if record is not True:
            edit_notebook(folder, lambda book, record=record: book.metadata.update(autograder=record))
    done = autograder("grade", tmp_path / "class", "--exercise", NAME, "--out", tmp_path / "out", cwd=course)
    assert done.returncode == 0, done.stderr
    results = {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))
        for path in (tmp_path / "out").glob("*/result.json")
    }
    assert results["honest"]["source"] == f"{NAME}.py"
    assert results["honest"]["score"] == 2
    assert "which alone changed" in results["honest"]["notes"][0]
    assert "honest: both halves of the pair are there and differ: read 00_double.py" in done.stderr
    # A record that is none chooses nothing: then it is the newer half.
    for name in ("liar", "tricky"):
        assert results[name]["source"] == f"{NAME}.ipynb"
        assert results[name]["score"] == 0
        assert "the newer one" in results[name]["notes"][0]
