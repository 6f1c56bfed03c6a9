"""Colab's and VS Code's ways, without them: a kernel that gets what they would give it."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import jupytext
import nbformat
import pytest
from light_path import LEAN
from nbclient import NotebookClient
from nbformat import NotebookNode
from packed_course import ROOT, autograder, unpacked, with_answer, write_packed_course
from sample_course import MASTER, build

from autograder import __version__

pytestmark = pytest.mark.xdist_group("package")

VSCODE_CELL = re.compile(r"^#\s*%%(?P<options>.*)\n", re.MULTILINE)
"""Where VS Code's Python extension begins a cell of a script."""


def as_installed(folder: Path) -> Path:
    """Have pip find the kit at its version where the tests run from the sources alone."""
    try:
        metadata.version("autograder-kit")
    except metadata.PackageNotFoundError:
        told = folder / f"autograder_kit-{__version__}.dist-info"
        told.mkdir(parents=True)
        (told / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: autograder-kit\nVersion: {__version__}\n"
        )
    return folder


@contextmanager
def kernel(folder: Path, *paths: Path) -> Iterator[NotebookClient]:
    """Start a kernel in a folder, as Colab and VS Code do: nothing tells it the notebook's file."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, LEAN, *paths)))}
    environment.pop("JPY_SESSION_NAME", None)
    client = NotebookClient(nbformat.v4.new_notebook(), timeout=200, allow_errors=True)
    with client.setup_kernel(env=environment, cwd=str(folder)):
        yield client


def run(client: NotebookClient, source: str) -> str:
    """Run a cell and return what it shows."""
    cell = nbformat.v4.new_code_cell(source)
    client.nb.cells.append(cell)
    client.execute_cell(cell, len(client.nb.cells) - 1)
    return "".join(
        output.get("text", "") + output.get("data", {}).get("text/plain", "") + output.get("evalue", "")
        for output in cell.outputs
    )


def run_all(client: NotebookClient, book: NotebookNode) -> dict[str, str]:
    """Run the code cells of a notebook in order and return what each shows, by its source."""
    return {cell.source: run(client, cell.source) for cell in book.cells if cell.cell_type == "code"}


def filled_in(book: NotebookNode, master: str) -> NotebookNode:
    """Type the solution into the cells of the questions."""
    answers = {
        tag: cell.source
        for cell in jupytext.reads(master, fmt="py:percent").cells
        for tag in cell.metadata.get("tags", [])
        if tag.startswith("question-")
    }
    assert answers
    for cell in book.cells:
        for tag in cell.metadata.get("tags", []):
            cell.source = answers.get(tag, cell.source)
    return book


def colab_copy(course: Path, name: str, out: Path) -> bytes:
    """Return the notebook for Colab out of the zip that students get."""
    done = autograder("package", name, "--for", "student", "-o", out, cwd=course)
    assert done.returncode == 0, done.stderr
    return unpacked((out / f"{name}-student.zip").read_bytes())[f"{name}/colab/{name}.ipynb"]


def score(course: Path, name: str, path: Path, out: Path) -> str:
    """Return score and points in the gradebook of a submission, separated by a comma."""
    done = autograder("grade", path, "-e", name, "-o", out, "--sandbox", "process", cwd=course)
    assert done.returncode == 0, done.stderr
    (_, row) = (out / "gradebook.csv").read_text(encoding="utf-8").splitlines()
    return row.partition(",graded,")[2]


def test_on_colab_the_notebook_alone_is_enough(tmp_path: Path) -> None:
    course = write_packed_course(tmp_path / "course")
    content = tmp_path / "content"
    content.mkdir()
    with kernel(content, as_installed(tmp_path / "site")) as client:
        book = nbformat.reads(colab_copy(course, "01_errors", tmp_path).decode(), 4)
        said = run_all(client, book)
        install, unpack, *_ = said.values()
        assert not re.search(r"(?i)error|no module", install), install
        assert unpack == ""
        assert sorted(path.name for path in content.iterdir()) == ["data", "exercise.json", "tests"]
        assert "Not started yet" in said['grader.check("loss")']
        assert "In all 0 of 3 checks passed" in said["grader.check_all()"]

        said = run_all(client, filled_in(book, MASTER))
        assert "In all 3 of 3 checks passed" in said["grader.check_all()"]
        wrong = with_answer("squares.mean()", "squares.sum()")
        said = run_all(client, filled_in(book, wrong))
        assert "returned: 12" in said['grader.check("loss")']
    downloaded = tmp_path / "Copy of 01_errors.ipynb"
    nbformat.write(filled_in(book, MASTER), downloaded)
    assert score(course, "01_errors", downloaded, tmp_path / "grades").startswith("4.5,4.5,")


def vscode_cells(script: str) -> list[str]:
    """Return the code cells of a script as VS Code's interactive window sends them."""
    starts = [*VSCODE_CELL.finditer(script)]
    ends = [*(start.start() for start in starts[1:]), len(script)]
    return [
        script[start.end() : end].strip("\n")
        for start, end in zip(starts, ends, strict=True)
        if "[markdown]" not in start["options"]
    ]


def test_in_vs_code_the_script_runs_cell_by_cell(tmp_path: Path) -> None:
    course = write_packed_course(tmp_path / "course")
    folder = tmp_path / "mit Leerzeichen"
    for path, content in build(course).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    script = (folder / "01_errors.py").read_text(encoding="utf-8")
    filled = jupytext.writes(filled_in(jupytext.reads(script, fmt="py:percent"), MASTER), fmt="py:percent")
    with kernel(folder) as client:
        said = {source: run(client, source) for source in vscode_cells(script)}
        assert "In all 0 of 3 checks passed" in said["grader.check_all()"]
        said = {source: run(client, source) for source in vscode_cells(filled)}
        assert "In all 3 of 3 checks passed" in said["grader.check_all()"]
    (folder / "01_errors.py").write_text(filled, encoding="utf-8")
    assert score(course, "01_errors", folder / "01_errors.py", tmp_path / "grades").startswith("4.5,4.5,")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(path.name, marks=pytest.mark.xdist_group(path.name))
        for path in sorted((ROOT / "solutions").glob("0*"))
    ],
)
def test_every_exercise_runs_on_colab_from_its_notebook_alone(name: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    book = nbformat.reads(colab_copy(ROOT, name, tmp_path).decode(), 4)
    master = (ROOT / "solutions" / name / f"{name}.py").read_text(encoding="utf-8")
    with kernel(content, as_installed(tmp_path / "site")) as client:
        said = run_all(client, filled_in(book, master))
    passed = re.search(r"In all (\d+) of (\d+) checks passed", said["grader.check_all()"])
    assert passed, said["grader.check_all()"]
    assert passed[1] == passed[2], said["grader.check_all()"]
    downloaded = tmp_path / f"{name}.ipynb"
    nbformat.write(book, downloaded)
    given, points, *_ = score(ROOT, name, downloaded, tmp_path / "grades").split(",")
    assert given == points
