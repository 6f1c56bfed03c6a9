"""The zip that students get: everything for every tool, and nothing that they may not see."""

import base64
import bz2
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import nbformat
import pytest
from packed_course import ROOT, unpacked, write_packed_course
from sample_course import EXERCISE, build

from autograder import __version__
from autograder.build.refuse import leaks
from autograder.build.requirements import lower_bounds
from autograder.build.student_zip import student_files
from autograder.catalogue import load_checks, load_hints, load_questions
from autograder.cli.build import built_exercises
from autograder.course import read_course
from autograder.errors import CourseError
from autograder.markers import scan
from autograder.submission import read_submission
from autograder.zipping import zip_bytes

COURSE = read_course(ROOT / "course.yml")
PAYLOAD = re.compile(r'_unpack\("""\n(.+?)\n"""\)', re.DOTALL)


def payload(book: str) -> Mapping[str, bytes]:
    """Return the files that a notebook for Colab carries."""
    (text,) = (found[1] for cell in nbformat.reads(book, 4).cells if (found := PAYLOAD.search(cell.source)))
    return unpacked(bz2.decompress(base64.b64decode(text)))


def packed(name: str) -> Mapping[str, bytes]:
    """Return the files of a course's exercise as students get them."""
    exercise = COURSE.exercise(name)
    assert exercise is not None
    built = built_exercises(ROOT, COURSE.title, [exercise])[name]
    questions = [one.name for one in load_questions(ROOT / "solutions" / name, exercise)]
    return student_files(exercise, built, questions=questions, course_title="A", requirement="kit==1")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return write_packed_course(tmp_path)


@pytest.fixture
def files(course: Path) -> Mapping[str, bytes]:
    return student_files(
        EXERCISE, build(course), questions=["loss", "model"], course_title="Small", requirement="kit>=1,<2"
    )


def test_everything_lies_in_one_folder(files: Mapping[str, bytes]) -> None:
    assert list(files) == [
        "01_errors/01_errors.ipynb",
        "01_errors/01_errors.py",
        "01_errors/README.md",
        "01_errors/colab/01_errors.ipynb",
        "01_errors/data/rows.csv",
        "01_errors/exercise.json",
        "01_errors/requirements.txt",
        "01_errors/tests/loss.py",
        "01_errors/tests/model.py",
    ]


@pytest.mark.parametrize("name", [exercise.name for exercise in COURSE.exercises])
def test_no_hidden_check_and_no_line_of_the_solution_is_in_it(name: str) -> None:
    folder = ROOT / "solutions" / name
    files = packed(name)
    inner = payload(files[f"{name}/colab/{name}.ipynb"].decode())
    texts = {path: data.decode() for path, data in (*files.items(), *inner.items()) if b"\0" not in data}
    assert len(texts) >= len(files)

    public, hidden = load_checks(folder)
    secret = {check.name for check in hidden} | {check.title for check in hidden}
    secret -= {check.title for check in public}
    found = {(path, one) for path, text in texts.items() for one in secret if one in text}
    assert found == set()

    # Hints come close to the solution on purpose.
    texts = {path: text for path, text in texts.items() if not path.endswith("exercise.json")}
    master = scan((folder / f"{name}.py").read_text(encoding="utf-8"), name)
    assert leaks(master, (), texts) == ()
    hints = [step for steps in load_hints(folder).values() for step in steps]
    assert [step for step in hints for text in texts.values() if step in text] == []


def test_the_search_for_leaks_sees_into_the_notebook_for_colab(course: Path) -> None:
    built = {
        **build(course),
        "tests/loss.py": b"squares = (np.asarray(predicted) - np.asarray(target)) ** 2\n",
    }
    files = student_files(EXERCISE, built, questions=[], course_title="", requirement="kit")
    inner = payload(files["01_errors/colab/01_errors.ipynb"].decode())
    master = scan((course / "solutions/01_errors/01_errors.py").read_text(), "master")
    assert leaks(master, (), {path: data.decode() for path, data in inner.items()}) != ()


def test_the_copy_for_colab_carries_what_lies_beside_the_notebook(
    course: Path, files: Mapping[str, bytes]
) -> None:
    beside = {path: data for path, data in build(course).items() if not path.startswith("01_errors.")}
    assert set(beside) == {"tests/loss.py", "tests/model.py", "exercise.json", "data/rows.csv"}
    assert payload(files["01_errors/colab/01_errors.ipynb"].decode()) == beside


def test_the_copy_for_colab_is_the_notebook_with_two_more_code_cells(files: Mapping[str, bytes]) -> None:
    book = nbformat.reads(files["01_errors/colab/01_errors.ipynb"].decode(), 4)
    plain = nbformat.reads(files["01_errors/01_errors.ipynb"].decode(), 4)
    install, unpack, *rest = (cell for cell in book.cells if cell.cell_type == "code")
    assert '%pip install -q "kit>=1,<2"' in install.source.splitlines()
    for cell in (install, unpack):
        assert cell.metadata.tags == ["otter_ignore"]
        assert cell.metadata.cellView == "form"
        assert cell.metadata.jupyter.source_hidden
        assert max(map(len, cell.source.splitlines())) <= 110
    ordinary = [cell.source for cell in plain.cells if cell.cell_type == "code"]
    assert [cell.source for cell in rest] == [source for source in ordinary if "export" not in source]
    assert "jupytext" not in book.metadata
    assert len({cell.id for cell in book.cells}) == len(book.cells)
    assert "autograder submit" not in files["01_errors/colab/01_errors.ipynb"].decode()


def test_unpacking_on_colab_leaves_files_of_the_student_alone(
    files: Mapping[str, bytes], tmp_path: Path
) -> None:
    book = nbformat.reads(files["01_errors/colab/01_errors.ipynb"].decode(), 4)
    (source,) = (cell.source for cell in book.cells if PAYLOAD.search(cell.source))
    folder = tmp_path / "übung"
    (folder / "data").mkdir(parents=True)
    (folder / "data/rows.csv").write_text("mine")
    (folder / "exercise.json").write_bytes(files["01_errors/exercise.json"])
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "data/rows.csv is here already, with other content, and stays as it is.\n"
    assert (folder / "data/rows.csv").read_text() == "mine"
    assert (folder / "tests/loss.py").read_bytes() == files["01_errors/tests/loss.py"]


def test_the_whole_folder_can_be_handed_in(files: Mapping[str, bytes], tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(zip_bytes(files))) as archive:
        archive.extractall(tmp_path)
    whole = read_submission(tmp_path / "01_errors", exercise="01_errors")
    assert whole.source == "01_errors.py"
    copy = tmp_path / "copy"
    (copy / "colab").mkdir(parents=True)
    (copy / "colab/01_errors.ipynb").write_bytes(files["01_errors/colab/01_errors.ipynb"])
    assert read_submission(copy, exercise="01_errors").source == "colab/01_errors.ipynb"


def test_graders_read_the_same_code_from_the_copy_for_colab(
    files: Mapping[str, bytes], tmp_path: Path
) -> None:
    read = []
    for number, path in enumerate(("01_errors/01_errors.ipynb", "01_errors/colab/01_errors.ipynb")):
        (tmp_path / f"{number}.ipynb").write_bytes(files[path])
        read.append(read_submission(tmp_path / f"{number}.ipynb", exercise="01_errors"))
    plain, colab = ([cell.source for cell in one.cells] for one in read)
    assert plain == colab


def test_requirements_pin_the_kit_and_name_no_place(files: Mapping[str, bytes]) -> None:
    comment, kit, *rest = files["01_errors/requirements.txt"].decode().splitlines()
    assert comment.startswith("# ")
    assert kit == "kit>=1,<2"
    assert tuple(rest) == lower_bounds()
    assert any(re.fullmatch(r"tensorflow>=2\.\d+", line) for line in rest)
    assert all(re.fullmatch(r"[a-z0-9-]+>=[0-9.]+", line) for line in rest), rest


def test_readme_says_what_to_install_how_to_start_and_how_to_hand_in(files: Mapping[str, bytes]) -> None:
    readme = files["01_errors/README.md"].decode()
    assert readme.startswith("# Errors\n\nSmall · 01_errors · 4.5 points\n")
    for part in (
        "python -m pip install -r requirements.txt",
        "jupyter lab 01_errors.ipynb",
        "VS Code",
        "`colab/01_errors.ipynb`",
        "autograder watch 01_errors.py",
        "autograder check",
        "autograder hint",
        "autograder submit 01_errors",
        "`loss`, `model`.",
        "`data/`",
    ):
        assert part in readme
    assert "{" not in readme
    assert "\n\n\n" not in readme


@pytest.mark.parametrize(
    "requirement",
    [
        "autograder-kit>=0.1,<0.2",
        "autograder-kit[x] @ git+https://example.org/kit.git@v1",
        "https://example.org/k.whl",
    ],
)
def test_a_course_may_say_how_to_install_the_kit(tmp_path: Path, requirement: str) -> None:
    path = tmp_path / "course.yml"
    text = (write_packed_course(tmp_path) / "course.yml").read_text()
    path.write_text(f"install: {json.dumps(requirement)}\n{text}")
    assert read_course(path).install == requirement


@pytest.mark.parametrize("requirement", ["", "--pre kit", "kit; $(id)", 'k"', "k\nk", "k`id`", "{x}", " kit"])
def test_what_a_shell_would_unfold_is_no_requirement(tmp_path: Path, requirement: str) -> None:
    path = tmp_path / "course.yml"
    text = (write_packed_course(tmp_path) / "course.yml").read_text()
    path.write_text(f"install: {json.dumps(requirement)}\n{text}")
    with pytest.raises(CourseError, match=r"course\.yml:1: install"):
        read_course(path)


def test_the_kit_is_pinned_to_this_version() -> None:
    from autograder.build.requirements import kit_requirement

    assert kit_requirement() == f"autograder-kit=={__version__}"
