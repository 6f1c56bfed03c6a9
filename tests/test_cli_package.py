"""`autograder package` as an instructor runs it, and Otter with what it makes."""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from light_path import LIGHT
from otter_command import otter_run
from packed_course import RIGHT, autograder, unpacked, with_answer, write_packed_course
from sample_course import build

from autograder.zipping import zip_bytes

pytestmark = pytest.mark.xdist_group("package")


@pytest.fixture(scope="module", autouse=True)
def one_day() -> Iterator[None]:
    """Let all zips be made on one day, also around noon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1790000000")
        yield


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_packed_course(tmp_path_factory.mktemp("Kurs 1 für alle"))


@pytest.fixture(scope="module")
def otter_zip(course: Path) -> Path:
    done = autograder("package", "01_errors", "--for", "otter", "-o", "dist", cwd=course)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("dist/01_errors-otter.zip: ")
    return course / "dist/01_errors-otter.zip"


@pytest.fixture(scope="module")
def in_otter(otter_zip: Path) -> Mapping[str, str]:
    return {path: data.decode() for path, data in unpacked(otter_zip.read_bytes()).items()}


def graded(course: Path, submission: Path, exercise: str, out: Path) -> Iterator[tuple[str, float]]:
    """Yield each question with its score under ``autograder grade``."""
    words = ["grade", submission, "-e", exercise, "-o", out, "--sandbox", "process"]
    done = autograder(*words, cwd=course)
    assert done.returncode == 0, done.stderr
    (row,) = csv.DictReader((out / "gradebook.csv").read_text(encoding="utf-8-sig").splitlines())
    for name, score in list(row.items())[6:]:
        yield name, float(score)


@pytest.mark.parametrize("audience", ["student", "otter"])
def test_the_same_bytes_come_out_each_time(
    course: Path, tmp_path: Path, audience: str, otter_zip: Path
) -> None:
    made = []
    for folder in ("one", "two/three"):
        out = tmp_path / folder
        done = autograder("package", "01_errors", "--for", audience, "--out", out, cwd=course)
        assert done.returncode == 0, done.stderr
        made.append((out / f"01_errors-{audience}.zip").read_bytes())
    assert made[0] == made[1]
    if audience == "otter":
        assert made[0] == otter_zip.read_bytes()


def dates(path: Path) -> set[datetime.date]:
    """Return the dates of the files in a zip."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return {datetime.date(*entry.date_time[:3]) for entry in archive.infolist()}


def test_files_are_dated_on_the_day_of_packing_or_on_the_day_that_is_told(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ["package", "01_errors", "--for", "student", "--out", tmp_path]
    assert autograder(*words, cwd=course).returncode == 0
    assert dates(tmp_path / "01_errors-student.zip") == {datetime.date(2026, 9, 21)}
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = datetime.datetime.now(datetime.UTC).date()
    assert autograder(*words, cwd=course).returncode == 0
    (packed,) = dates(tmp_path / "01_errors-student.zip")
    assert before - datetime.timedelta(days=1) <= packed <= datetime.datetime.now(datetime.UTC).date()


@pytest.mark.parametrize("told", ["yesterday", "-1", "99999999999999999999"])
def test_a_day_that_no_zip_can_tell_is_told(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", told)
    done = autograder("package", "01_errors", "--for", "student", "--out", tmp_path, cwd=course)
    assert done.returncode == 2
    assert f"SOURCE_DATE_EPOCH: expected seconds since 1970, from 1980 on, got '{told}'" in done.stderr


def test_the_default_folder_is_dist(course: Path) -> None:
    done = autograder("package", "01_errors", "--for", "student", cwd=course)
    assert done.returncode == 0, done.stderr
    files = unpacked((course / "dist/01_errors-student.zip").read_bytes())
    assert "01_errors/colab/01_errors.ipynb" in files
    assert b"autograder-kit==" in files["01_errors/requirements.txt"]
    assert b"due 2026-10-09, 23:59 (CEST)" in files["01_errors/README.md"]
    assert not (course / "exercises").exists()


def test_a_course_says_how_the_kit_is_installed(tmp_path: Path) -> None:
    folder = write_packed_course(tmp_path)
    text = (folder / "course.yml").read_text()
    (folder / "course.yml").write_text("install: autograder-kit @ git+https://example.org/k.git\n" + text)
    for audience, path in (("student", "01_errors/requirements.txt"), ("otter", "environment.yml")):
        assert autograder("package", "01_errors", "--for", audience, cwd=folder).returncode == 0
        files = unpacked((folder / f"dist/01_errors-{audience}.zip").read_bytes())
        assert "autograder-kit @ git+https://example.org/k.git\n" in files[path].decode()


def test_a_master_with_mistakes_is_told_by_line_and_nothing_is_made(tmp_path: Path) -> None:
    folder = write_packed_course(tmp_path)
    master = folder / "solutions/01_errors/01_errors.py"
    master.write_text(
        master.read_text().replace("    # TODO: square the differences,\n    # then average them.\n", "")
    )
    done = autograder("package", "01_errors", "--for", "student", cwd=folder)
    assert done.returncode == 2
    assert "solutions/01_errors/01_errors.py:17: no TODO" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "dist").exists()


def test_an_unknown_exercise_is_told_with_the_nearest_one(course: Path) -> None:
    done = autograder("package", "01_error", "--for", "student", cwd=course)
    assert done.returncode == 2
    assert done.stderr == ("autograder: no exercise '01_error' in course.yml: did you mean '01_errors'?\n")


def test_a_folder_that_is_none_is_told(course: Path) -> None:
    done = autograder("package", "01_errors", "--for", "student", "-o", "course.yml", cwd=course)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "course.yml/01_errors-student.zip: cannot be written" in done.stderr


def test_otters_zip_has_a_test_file_a_question_with_hidden_checks_marked(in_otter: Mapping[str, str]) -> None:
    assert set(in_otter) == {
        "README.md",
        "environment.yml",
        "files/checks_of_01_errors/hidden_checks.py",
        "files/checks_of_01_errors/public_checks.py",
        "files/data/rows.csv",
        "otter_config.json",
        "requirements.txt",
        "run_autograder",
        "run_otter.py",
        "setup.sh",
        "tests/loss.py",
        "tests/model.py",
    }
    assert in_otter["tests/loss.py"].endswith("""
@test_case(name="averages “the” \\"squares\\"", points=2, hidden=False)
def test_loss_is_the_mean(env):
    marks.give("loss_is_the_mean", env)


@test_case(name="is zero for right answers", points=1, hidden=True)
def test_loss_can_be_zero(env):
    marks.give("loss_can_be_zero", env)
""")
    assert "points = 3.5\n" in in_otter["tests/loss.py"]
    assert '"loose": 0.001' in in_otter["tests/loss.py"]


def test_the_readme_for_otter_says_where_marks_come_from(in_otter: Mapping[str, str]) -> None:
    readme = in_otter["README.md"]
    assert "Its scores are feedback, and no marks" in readme
    assert "**Marks come from `autograder grade`**" in readme
    assert "otter run -a 01_errors-otter.zip" in readme
    assert "{" not in readme


def test_the_container_gets_the_kit(in_otter: Mapping[str, str]) -> None:
    environment = in_otter["environment.yml"]
    assert "otter-grader[grading,plugins]==" in environment
    assert "- autograder-kit==" in environment
    assert "- tensorflow>=" in environment


LOSES_THE_REST = (
    with_answer("import numpy as np\n", "import numpy as np\nexit()\nnp.nothing\n") + "\n# %%\nfor x in\n"
)
ENDLESS = with_answer("    return float(squares.mean())", "    while True:\n        pass")
SWALLOWS = with_answer(
    "    return float(squares.mean())",
    "    while True:\n        try:\n            pass\n        except:\n            pass",
)


@pytest.mark.parametrize(
    ("submission", "score"),
    [
        pytest.param({"ada.py": RIGHT}, 4.5, id="right", marks=pytest.mark.slow),
        pytest.param({"ben.py": LOSES_THE_REST}, 4.5, id="leaves-and-raises-and-does-not-compile"),
        pytest.param({"cy.py": ENDLESS}, 1.0, id="endless"),
        pytest.param({"dee.py": SWALLOWS}, 1.0, id="endless-and-swallows-interrupts", marks=pytest.mark.slow),
    ],
)
def test_otter_gives_the_score_that_grading_gives(
    course: Path, otter_zip: Path, tmp_path: Path, submission: Mapping[str, str | bytes], score: float
) -> None:
    ((name, content),) = submission.items()
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    marks = dict(graded(course, path, "01_errors", tmp_path / "grades"))
    assert sum(marks.values()) == score
    told = otter_run(otter_zip, path, tmp_path / "otter", LIGHT)
    assert {name: given for name, (given, _) in told.items()} == marks
    assert {name: points for name, (_, points) in told.items()} == {"loss": 3.5, "model": 1.0}


@pytest.mark.slow
def test_otter_reads_the_half_of_a_pair_that_grading_reads(
    course: Path, otter_zip: Path, tmp_path: Path
) -> None:
    untouched = build(course)["01_errors.ipynb"]
    path = tmp_path / "e.zip"
    path.write_bytes(zip_bytes({"01_errors.py": RIGHT.encode(), "01_errors.ipynb": untouched}))
    assert dict(graded(course, path, "01_errors", tmp_path / "grades")) == {"loss": 3.5, "model": 1.0}
    assert otter_run(otter_zip, path, tmp_path / "otter") == {"loss": (3.5, 3.5), "model": (1.0, 1.0)}
