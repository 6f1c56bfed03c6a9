"""`autograder watch` as a student sees it, in a real terminal."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_folder import RIGHT, STUB, handout, run, write_exercise
from light_path import LIGHT_PATH

from autograder.desk import Progress
from autograder.desk.watching import Saves

pytest.importorskip("pty", reason="a pseudo-terminal as POSIX has it")
from terminal import PATIENCE, Terminal

SQUARE = RIGHT.replace("x * 2", "x * x")
SLOW = RIGHT.replace("return x * x", "import time; time.sleep(500); return x * x")
KEYS = "h hint · n next failure · q quit"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_exercise(tmp_path / "Übung 1")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def watch(folder: Path, state: Path) -> Iterator[Terminal]:
    with Terminal(["watch"], cwd=folder, state=state) as terminal:
        yield terminal


def save(path: Path, text: str) -> None:
    """Save as many editors do: write another file and put it in the place of the old one."""
    other = path.with_name(f".{path.name}.tmp")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def processes() -> dict[int, int]:
    """Return each running process with its parent; those that have ended and wait to be seen do not run."""
    listing = ["ps", "-eo", "pid=,ppid=,stat="]
    told = subprocess.run(listing, capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in told.splitlines()]
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def descendants(process: int) -> set[int]:
    """Return the running processes that descend from one."""
    parents = processes()
    found = {process}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {process}


def wait_for_end(left: set[int]) -> None:
    """Wait until none of the processes runs; killed ones take a moment."""
    end = time.monotonic() + PATIENCE
    while left & set(processes()):
        assert time.monotonic() < end, f"still there: {left & set(processes())}"
        time.sleep(0.1)


def test_a_save_shows_the_first_failure_and_the_next_one_the_green_bar(
    watch: Terminal, folder: Path, state: Path
) -> None:
    path = folder / "00_double.py"
    first = watch.wait_for("0/3 · 0/5 points")
    assert "Not started yet." in first
    assert KEYS in first
    save(path, SQUARE)
    red = watch.wait_for("██░ 2/3 · 3/5 points")
    assert re.search(r"Checking 00_double \(saved \d\d:\d\d:\d\d\)", red)
    for words in ("✗ double 1/2", "✗ doubles", "called          double(3.0)", "returned        9.0"):
        assert words in red
    assert "The square: add x to itself." in red
    assert "✓ square 1/1" in red
    assert "read: 00_double.py" in red
    assert Progress(state / "progress.json").of(handout()).score == 3
    path.write_text(RIGHT, encoding="utf-8")
    green = watch.wait_for("███ 3/3 · 5/5 points")
    assert "✗" not in green
    assert Progress(state / "progress.json").of(handout()).score == 5
    watch.press("h")
    watch.wait_for("Nothing to mend: every check passes.")
    watch.press("q")
    assert watch.ended() == 0
    assert watch.is_as_before


def test_keys_show_hints_and_the_next_failure_and_nothing_moves_by_itself(
    watch: Terminal, folder: Path, state: Path
) -> None:
    save(folder / "00_double.py", STUB)
    first = watch.wait_for("0/3 · 0/5 points")
    assert first.count("Not started yet.") == 1
    assert "– " not in first
    watch.press("x\x1b[1;5Q\x1bOqh")  # keys without meaning here, two of them function keys
    watch.wait_for("Hint 1 of 3 for double: double, step 1")
    watch.press("n")
    second = watch.wait_for("Failure 2 of 2, in square:", "called          square(3.0)")
    assert second.count("Not started yet.") == 2
    watch.press("h")
    watch.wait_for("Hint 1 of 3 for square: square, step 1")
    watch.press("n")
    watch.wait_for("Failure 1 of 2, in double:")
    watch.press("h")
    watch.wait_for("Hint 2 of 3 for double: double, step 2")
    hints = {one.name: one.hints for one in Progress(state / "progress.json").of(handout()).questions}
    assert hints == {"double": 2, "square": 1}
    watch.press("Q")
    assert watch.ended() == 0


def test_what_cannot_be_read_is_told_and_the_next_save_goes_on(watch: Terminal, folder: Path) -> None:
    path = folder / "00_double.py"
    watch.wait_for("0/3 · 0/5 points")
    path.write_text("def double(:\n", encoding="utf-8")
    watch.wait_for("cannot be read", "not one cell of it is Python")
    path.write_text(RIGHT + "\n# %%\nx = (\n", encoding="utf-8")
    watch.wait_for("! cell 3, line 1; line 10 of the script: SyntaxError", "5/5 points")
    path.unlink()
    watch.wait_for("holds no .py or .ipynb file")
    watch.press("n")
    watch.wait_for("There is nothing to show.")
    path.write_bytes(b"\xff\xfe broken")
    watch.wait_for("cannot be read")
    save(folder / "renamed.py", RIGHT)
    path.unlink()
    watch.wait_for("5/5 points", "read: renamed.py")
    assert "Traceback" not in watch.history
    watch.press("q")
    assert watch.ended() == 0


def test_the_other_half_of_the_pair_is_watched_as_well(watch: Terminal, folder: Path) -> None:
    watch.wait_for("0/3 · 0/5 points")
    cells = [part.partition("\n")[2] for part in RIGHT.split("# %%")[1:]]
    source = ",".join(
        f'{{"cell_type": "code", "metadata": {{}}, "outputs": [], "source": {cell!r}}}'.replace("'", '"')
        for cell in cells
    )
    (folder / "00_double.py").unlink()
    save(folder / "00_double.ipynb", f'{{"cells": [{source}], "metadata": {{}}, "nbformat": 4}}')
    watch.wait_for("5/5 points", "read: 00_double.ipynb")


def test_a_save_during_a_long_check_begins_anew_and_leaves_nothing_behind(
    watch: Terminal, folder: Path
) -> None:
    path = folder / "00_double.py"
    watch.wait_for("0/3 · 0/5 points")
    (parent,) = descendants(watch.process.pid)
    save(path, SLOW)
    watch.wait_for("✓ double 2/2")
    watch.press("n")
    watch.wait_for("Nothing has failed so far.")
    (worker,) = descendants(watch.process.pid) - {parent}
    save(path, SQUARE)
    watch.wait_for("██░ 2/3 · 3/5 points")
    assert "✓ double 2/2" not in watch.screen
    wait_for_end({worker})
    watch.press("q")
    assert watch.ended() == 0
    wait_for_end({parent})


@pytest.mark.parametrize(
    ("how", "code"),
    [("\x03", 130), (signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGHUP, 128 + signal.SIGHUP)],
)
def test_the_terminal_is_restored_however_it_ends(
    watch: Terminal, folder: Path, how: str | signal.Signals, code: int
) -> None:
    watch.wait_for("0/3 · 0/5 points")
    assert not watch.is_as_before, "keys are not read one by one"
    save(folder / "00_double.py", SLOW)
    watch.wait_for("✓ double 2/2")
    below = descendants(watch.process.pid)
    assert len(below) == 2
    if isinstance(how, str):
        watch.press(how)
    else:
        watch.process.send_signal(how)
    assert watch.ended() == code
    assert watch.is_as_before
    assert "Traceback" not in watch.history
    wait_for_end(below)


def test_quitting_before_the_first_check_began_leaves_nothing_behind(watch: Terminal) -> None:
    watch.wait_for("Checking 00_double")
    below = descendants(watch.process.pid)
    watch.press("q")
    assert watch.ended() == 0
    assert watch.is_as_before
    wait_for_end(below)


def test_without_a_terminal_it_is_plain_text_without_keys(folder: Path, state: Path) -> None:
    env = {**os.environ, "PYTHONPATH": LIGHT_PATH, "AUTOGRADER_STATE": str(state)}
    with subprocess.Popen(
        [sys.executable, "-m", "autograder", "watch", "--question", "double"],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        said = ""
        timer = threading.Timer(PATIENCE, process.kill)
        timer.start()
        for line in process.stdout or ():
            said += line
            if "0/2" in line and "points" in line:
                save(folder / "00_double.py", RIGHT)
            if "2/2 · 3/3 points" in line:
                process.send_signal(signal.SIGTERM)
        timer.cancel()
    assert "2/2 · 3/3 points" in said
    assert "\x1b" not in said
    assert "hint" not in said
    assert "square" not in said


def test_wrong_use_is_one_line(folder: Path, state: Path, tmp_path: Path) -> None:
    write_exercise(tmp_path / "01_other", handout("01_other"))
    for words, said in {
        ("watch", str(tmp_path / "nowhere")): "no such file",
        ("watch", str(tmp_path)): "several exercises are here",
        ("watch", str(tmp_path), "--exercise", "01_othre"): "did you mean '01_other'?",
        ("watch", str(folder), "--question", "doubel"): "did you mean 'double'?",
    }.items():
        done = run(*words, cwd=tmp_path, state=state)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert said in done.stderr


def test_only_saves_of_the_exercise_count(folder: Path) -> None:
    told = threading.Semaphore(0)
    path = folder / "00_double.py"
    with Saves(folder, told.release):
        (folder / "notes.txt").write_text("a")
        (folder / ".00_double.py.swp").write_text("a")
        (folder / "tests" / "double.py").write_text("a")
        path.chmod(0o600)
        path.read_text(encoding="utf-8")
        assert not told.acquire(timeout=2)
        save(path, RIGHT)
        assert told.acquire(timeout=PATIENCE)
        assert not told.acquire(timeout=2), "one save counted twice"


def test_a_folder_that_was_replaced_is_still_watched(folder: Path, tmp_path: Path) -> None:
    told = threading.Semaphore(0)
    with Saves(folder, told.release):
        folder.rename(tmp_path / "old")
        assert told.acquire(timeout=PATIENCE)
        write_exercise(folder, text=RIGHT)
        assert told.acquire(timeout=PATIENCE)
        save(folder / "00_double.py", SQUARE)
        assert told.acquire(timeout=PATIENCE)


def test_a_folder_that_comes_only_later_is_watched_all_the_same(tmp_path: Path) -> None:
    told = threading.Semaphore(0)
    course = tmp_path / "course"
    saves = Saves(write_exercise(course / "00_double"), told.release)
    course.rename(tmp_path / "elsewhere")
    with saves:
        assert told.acquire(timeout=PATIENCE)
        (tmp_path / "elsewhere").rename(course)
        assert told.acquire(timeout=PATIENCE)


def test_a_single_file_is_watched_alone(folder: Path) -> None:
    told = threading.Semaphore(0)
    with Saves(folder / "00_double.py", told.release):
        save(folder / "other.py", RIGHT)
        assert not told.acquire(timeout=2)
        save(folder / "00_double.py", RIGHT)
        assert told.acquire(timeout=PATIENCE)
