"""`autograder check` as a student runs it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from desk_folder import RIGHT, handout, write_exercise
from light_path import LIGHT_PATH

ROOT = Path(__file__).parents[1]
MASTER = ROOT / "solutions/02_line/02_line.py"
WITH_TENSORFLOW = str(ROOT)
WORDS = ROOT / "solutions/06_vocabulary/06_vocabulary.py"
"""A master without TensorFlow."""
RIGHT_RELU = "return np.maximum(x, 0.0)"


def check(*words: object, cwd: Path, path: str = LIGHT_PATH) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", "check", *map(str, words)]
    env = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a student's folder, far from the course: an exercise without TensorFlow as it was given out."""
    return Path(shutil.copytree(ROOT / "exercises/06_vocabulary", tmp_path / "Übung 6"))


def solve(path: Path, *, becomes: str = RIGHT_RELU) -> Path:
    text = WORDS.read_text(encoding="utf-8")
    assert RIGHT_RELU in text
    path.write_text(text.replace(RIGHT_RELU, becomes), encoding="utf-8")
    return path


def test_untouched_exercise_is_not_started(desk: Path) -> None:
    done = check(desk / "06_vocabulary.py", cwd=desk)
    assert done.returncode == 1, done.stderr
    assert "Not started yet." in done.stdout
    assert "0 of 32 checks passed" in done.stdout


def test_right_work_with_tensorflow_passes_with_the_tests_beside_it(tmp_path: Path) -> None:
    desk = Path(shutil.copytree(ROOT / "exercises/02_line", tmp_path / "Übung 2"))
    path = shutil.copy(MASTER, desk / "02_line.py")
    done = check(path, cwd=desk, path=WITH_TENSORFLOW)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "✗" not in done.stdout
    assert "23 of 23 checks passed" in done.stdout


def test_a_mistake_is_named_with_call_answer_and_expectation(desk: Path) -> None:
    path = solve(desk / "06_vocabulary.py", becomes="return 1.0 * np.abs(x)")
    done = check(path, "--question", "relu", cwd=desk)
    assert done.returncode == 1
    for words in (
        "✗ takes a number, lists and arrays, and gives floats",
        "called          relu(",
        "returned        ",
        "expected        ",
        "probable cause  The size without its sign: negative numbers become zero",
    ):
        assert words in done.stdout
    assert "softmax" not in done.stdout


def test_hidden_checks_stay_hidden_even_in_the_course(tmp_path: Path) -> None:
    done = check(MASTER, "--json", cwd=ROOT, path=WITH_TENSORFLOW)
    assert done.returncode == 0, done.stdout
    (result,) = json.loads(done.stdout)
    assert not any(one["hidden"] for one in result["checks"])
    assert result["status"] == "graded"


def test_several_files_are_checked_and_one_failure_counts(desk: Path) -> None:
    right = solve(desk / "06_vocabulary.py")
    wrong = solve(desk / "other try.py", becomes="return x")
    done = check(right, wrong, "--json", "--question", "relu", cwd=desk)
    assert done.returncode == 1
    first, second = json.loads(done.stdout)
    assert {one["question"] for one in first["checks"]} == {"relu"}
    assert {one["status"] for one in first["checks"]} == {"passed"}
    assert "failed" in [one["status"] for one in second["checks"]]


def test_a_broken_cell_is_shown_with_its_line(desk: Path) -> None:
    path = solve(desk / "06_vocabulary.py", becomes="return (")
    done = check(path, cwd=desk)
    assert done.returncode == 1
    line = path.read_text(encoding="utf-8").splitlines().index("    return (") + 1
    assert f"; line {line} of the script: SyntaxError" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_what_cannot_be_read_is_told_in_one_line(desk: Path) -> None:
    (desk / "06_vocabulary.ipynb").write_text("{")
    done = check(desk / "06_vocabulary.ipynb", cwd=desk)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "06_vocabulary.ipynb" in done.stderr


def test_without_tests_or_course_there_is_nothing_to_check_with(tmp_path: Path) -> None:
    path = tmp_path / "alone.py"
    path.write_text("x = 1")
    done = check(path, cwd=tmp_path)
    assert done.returncode == 2
    assert "alone.py: no tests/ beside it" in done.stderr
    assert "nothing to check with" in done.stderr


def test_a_folder_without_an_exercise_is_told_by_its_whole_path(tmp_path: Path) -> None:
    done = check(cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"autograder: no exercise in {tmp_path} or below it: go to the folder of one\n"


def test_a_folder_that_lost_its_tests_is_told_so(tmp_path: Path) -> None:
    folder = write_exercise(tmp_path / "desk")
    shutil.rmtree(folder / "tests")
    done = check("desk", cwd=tmp_path)
    assert done.returncode == 2
    assert "desk: no tests/ in it" in done.stderr


def test_of_several_exercises_only_the_named_one_is_checked(tmp_path: Path) -> None:
    write_exercise(tmp_path / "a", handout("00_a"), text=RIGHT)
    write_exercise(tmp_path / "b", handout("01_b"))
    done = check("--exercise", "00_a", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "3 of 3 checks passed" in done.stdout
    assert check("00_a", cwd=tmp_path).stdout == done.stdout
    wrong = check("--exercise", "00_aa", cwd=tmp_path)
    assert wrong.returncode == 2
    assert wrong.stderr == "autograder: no exercise '00_aa' here: did you mean '00_a'?\n"
    assert "did you mean '01_b'?" in check("01_c", cwd=tmp_path).stderr
