"""`autograder calibrate` as an author runs it: the real command on a course of one small exercise."""

from pathlib import Path

from small_course import CHECKS, COURSE, MISCONCEPTIONS, autograder, write_course

from autograder.course import read_course


def test_threshold_is_measured_and_written(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    words = ["calibrate", "00_double", "--seeds", 40, "--jobs", 2, "--false-fail", "0.001"]
    shown = autograder(*words, "--dry-run", cwd=folder)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    assert (folder / "course.yml").read_text() == COURSE
    done = autograder(*words, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "fails 100% of the draws of “far”" in done.stdout
    (exercise,) = read_course(folder / "course.yml").exercises
    # Errors are the sizes of normal numbers of deviation 0.05.
    assert 0.1 < exercise.thresholds["near"] < 0.5
    text = (folder / "course.yml").read_text()
    assert "      near:  # kept\n        value: " in text
    for words_of_origin in (
        "false_fail: 0.001",
        "normal tail fitted",
        "seeds: 40",
        "tensorflow 2.",
        "date: ",
    ):
        assert words_of_origin in text


def test_threshold_that_cannot_tell_is_refused(tmp_path: Path) -> None:
    alike = MISCONCEPTIONS.replace("random.gauss(9, 0.05)", "random.gauss(7, 0.06)")
    folder = write_course(tmp_path, {"solutions/00_double/misconceptions.py": alike})
    done = autograder("calibrate", "00_double", "--seeds", 40, cwd=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "not written: it would let “far” pass" in done.stdout
    assert (folder / "course.yml").read_text() == COURSE


def test_threshold_that_nothing_measures_is_refused(tmp_path: Path) -> None:
    unmeasured = CHECKS.replace(
        'expect_below(error, thresholds["near"], "That', 'expect_close(error, 0, atol=1, problem="That'
    )
    unmeasured = unmeasured.replace(', cause="The guess is off by far")', ")")
    folder = write_course(tmp_path, {"solutions/00_double/public_checks.py": unmeasured})
    done = autograder("calibrate", "00_double", "--seeds", 5, cwd=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "no check compares with it by expect_below or expect_above" in done.stdout
