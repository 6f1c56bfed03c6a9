"""`autograder hint` as a student runs it."""

import json
from pathlib import Path

import pytest
from desk_folder import handout, run, write_exercise


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_exercise(tmp_path / "Übungen 1" / "00_double")


def test_each_run_shows_the_next_step_and_the_last_one_stays(folder: Path, tmp_path: Path) -> None:
    said = [run("hint", "double", cwd=folder, state=tmp_path / "state") for _ in range(4)]
    assert [one.returncode for one in said] == [0] * 4
    assert [one.stdout for one in said[:3]] == [
        f"Hint {step} of 3 for double: double, step {step}\n" for step in (1, 2, 3)
    ]
    assert said[3].stdout.splitlines() == [
        "You have seen all the hints. Hint 3 of 3 for double: double, step 3",
        "`autograder hint double --again` begins with the first one.",
    ]


def test_what_was_shown_is_known_where_the_folder_has_moved_to(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    run("hint", "double", cwd=folder, state=state)
    moved = folder.rename(tmp_path / "moved")
    assert run("hint", "double", moved, cwd=tmp_path, state=state).stdout.startswith("Hint 2 of 3")
    again = run("hint", "double", moved / "00_double.py", "--again", cwd=tmp_path, state=state)
    assert again.stdout.startswith("Hint 1 of 3")


def test_a_wrong_name_is_told_with_the_one_that_was_meant(folder: Path, tmp_path: Path) -> None:
    done = run("hint", "doubel", cwd=folder, state=tmp_path / "state")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "autograder: no question 'doubel' in 00_double: did you mean 'double'?\n"
    assert not (tmp_path / "state").exists()


def test_without_a_question_all_are_listed_with_what_was_seen(folder: Path, tmp_path: Path) -> None:
    run("hint", "square", cwd=folder, state=tmp_path / "state")
    done = run("hint", cwd=folder, state=tmp_path / "state")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Hints for 00_double, one step at a time; `autograder hint double` shows one:",
        "  double  0 of 3 seen",
        "  square  1 of 3 seen",
    ]


@pytest.mark.parametrize("words", [("hint", "double"), ("hint",), ("status",)])
def test_no_file_of_the_folder_is_executed(folder: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    for path in (folder / "00_double.py", folder / "tests" / "double.py", folder / "conftest.py"):
        path.write_text("open('ran', 'w')\nraise SystemExit\n", encoding="utf-8")
    done = run(*words, cwd=folder, state=tmp_path / "state")
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob("ran"))


def test_what_somebody_wrote_into_the_folder_is_inert_in_a_terminal(folder: Path, tmp_path: Path) -> None:
    path = folder / "exercise.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    plain["title"] = plain["course"] = "\x1b]0;mine\x07 \x9b2J \u202e"
    plain["questions"][0]["hints"] = ["\x1b[2Jhello\r", "b", "c"]
    path.write_text(json.dumps(plain), encoding="utf-8")
    for words in (("hint", "double"), ("status",)):
        said = run(*words, cwd=folder, state=tmp_path / "state").stdout
        assert all(c == "\n" or c.isprintable() for c in said), ascii(said)


def test_a_name_that_leads_out_of_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    path = folder / "exercise.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"00_double"', '"../../.x"'), encoding="utf-8")
    done = run("submit", cwd=folder, state=tmp_path / "state")
    assert done.returncode == 2
    assert "is damaged" in done.stderr


def test_among_several_exercises_the_one_with_that_question_is_meant(folder: Path, tmp_path: Path) -> None:
    above, state = folder.parent, tmp_path / "state"
    write_exercise(above / "copy of it")
    write_exercise(above / "01_other", handout("01_other", questions={"cube": 1.0, "square": 1.0}))
    assert run("hint", "cube", cwd=above, state=state).stdout.startswith("Hint 1 of 3 for cube")
    assert run("hint", "double", cwd=above, state=state).stdout.startswith("Hint 1 of 3 for double")
    both = run("hint", "square", cwd=above, state=state)
    assert both.returncode == 2
    assert both.stderr == (
        "autograder: several exercises have a question 'square': 00_double, 01_other; "
        "name one with --exercise\n"
    )
    named = run("hint", "square", "--exercise", "01_other", cwd=above, state=state)
    assert named.stdout.startswith("Hint 1 of 3 for square")
    nobody = run("hint", "square", "--exercise", "01_othre", cwd=above, state=state)
    assert nobody.stderr == "autograder: no exercise '01_othre' here: did you mean '01_other'?\n"
    none = run("hint", "cubic", cwd=above, state=state)
    assert none.stderr == "autograder: no question 'cubic' in 00_double, 01_other: did you mean 'cube'?\n"


def test_where_nothing_can_be_remembered_all_steps_are_shown(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run("hint", "double", cwd=folder, state=tmp_path / "file")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line[:11] for line in lines if line.startswith("Hint")] == [f"Hint {n} of 3" for n in (1, 2, 3)]
    assert "cannot be remembered" in lines[1]


@pytest.mark.parametrize("words", [("nowhere",), ("00_double/nothing.py",)])
def test_a_path_that_is_not_there_is_one_line(folder: Path, tmp_path: Path, words: tuple[str]) -> None:
    done = run("hint", "double", *words, cwd=folder.parent, state=tmp_path / "state")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [f"autograder: no such file or folder: {words[0]}"]
