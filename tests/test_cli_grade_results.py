"""Results of grading that lie among the submissions, and how a spreadsheet reads them."""

from pathlib import Path

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
