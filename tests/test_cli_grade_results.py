"""Results of grading that lie among the submissions, and how a spreadsheet reads them."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from desk_folder import RIGHT
from small_course import autograder, write_course


def test_results_among_the_submissions_are_no_student(tmp_path: Path) -> None:
    course = write_course(tmp_path / "course")
    handed = tmp_path / "class"
    handed.mkdir()
    (handed / "Müller Zoë.py").write_text(RIGHT, encoding="utf-8")
    for out in ("results", "other/2026", "other/2026"):
        words = ("--exercise", "00_double", "--sandbox", "process", "--out", handed / out)
        done = autograder("grade", handed, *words, cwd=course)
        assert done.returncode == 0, done.stderr
        book = (handed / out / "gradebook.csv").read_bytes()
        assert book.startswith(b"\xef\xbb\xbfsubmission,"), "Excel would take it for another encoding"
        head, *rows = book.decode("utf-8-sig").splitlines()
        assert [row.split(",")[0] for row in rows] == ['"Müller Zoë.py"'], head
    assert "passed over: results: holds results of grading" in done.stderr
    assert "passed over: other: holds results of grading" in done.stderr


def given_too_high(folder: Path) -> None:
    for section in ("monday", "tuesday"):
        for student in ("ada", "ben", "eve"):
            (folder / section / student).mkdir(parents=True)
            (folder / section / student / "00_double.py").write_text(RIGHT, encoding="utf-8")


def given_in_one_zip(folder: Path) -> None:
    with zipfile.ZipFile(folder / "class.zip", "w") as archive:
        for student in ("ada", "ben", "eve"):
            archive.writestr(f"{student}_4711/00_double.py", RIGHT)


def given_as_zips_in_a_zip(folder: Path) -> None:
    inner = folder / "00_double.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("00_double.py", RIGHT)
    with zipfile.ZipFile(folder / "class.zip", "w") as archive:
        for student in ("ada", "ben", "eve"):
            archive.write(inner, f"{student}.zip")
    inner.unlink()


def given_as_zips_of_sections(folder: Path) -> None:
    (folder / "sections" / "all").mkdir(parents=True)
    for section in ("monday", "tuesday", "friday"):
        given_in_one_zip(folder)
        (folder / "class.zip").rename(folder / "sections" / "all" / f"{section}.zip")


@pytest.mark.parametrize(
    ("give", "named", "told"),
    [
        (given_too_high, "", "the folders hold many: did you mean {0}/monday, {0}/tuesday?"),
        (given_in_one_zip, "", "did you mean to unpack {0}/class.zip and name its folder?"),
        (given_in_one_zip, "class.zip", "did you mean to unpack {0}/class.zip and name its folder?"),
        (given_as_zips_in_a_zip, "class.zip", "did you mean to unpack {0}/class.zip and name its folder?"),
        (given_as_zips_of_sections, "sections", "the folders hold many: did you mean {0}/sections/all?"),
        (given_as_zips_of_sections, "sections/all", "did you mean to unpack {0}/sections/all/friday.zip, "),
    ],
)
def test_a_class_in_place_of_a_submission_is_asked_about(
    give: Callable[[Path], None], named: str, told: str, tmp_path: Path
) -> None:
    course, handed = write_course(tmp_path / "course"), tmp_path / "given"
    handed.mkdir()
    give(handed)
    out = tmp_path / "out"
    words = ("--exercise", "00_double", "--sandbox", "process", "--out", out)
    done = autograder("grade", handed / named, *words, cwd=course)
    assert done.returncode == 2, done.stdout
    assert told.format(handed) in done.stderr
    assert not list(out.glob("**/*.json"))


def test_one_unreadable_submission_is_no_class(tmp_path: Path) -> None:
    course, handed = write_course(tmp_path / "course"), tmp_path / "given"
    for name in ("a.py", "b.py", "c.py"):
        (handed / "doubtful").mkdir(parents=True, exist_ok=True)
        (handed / "doubtful" / name).write_text(RIGHT, encoding="utf-8")
    (handed / "ada.py").write_text(RIGHT, encoding="utf-8")
    words = ("--exercise", "00_double", "--sandbox", "process", "--out", tmp_path / "out")
    done = autograder("grade", handed, *words, cwd=course)
    assert done.returncode == 0, done.stderr
    assert "1 graded, 1 unreadable" in done.stdout
