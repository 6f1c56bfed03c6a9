"""Otter gives every honest submission of the sample class the score that grading gives."""

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from otter_command import otter_run
from packed_course import ROOT, autograder

from autograder.zipping import zip_bytes

pytestmark = pytest.mark.slow

CLASS = ROOT / "examples/class/02_line"
GROUPS = 4
"""In so many parts the class can be shared out; each grades it once."""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, float]]:
    """Grade the class, and return the score of each question by submission."""
    out = tmp_path_factory.mktemp("grades")
    done = autograder("grade", CLASS, "-e", "02_line", "-o", out, "--sandbox", "process", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    book = csv.DictReader((out / "gradebook.csv").read_text(encoding="utf-8").splitlines())
    return {row["submission"]: {name: float(row[name]) for name in list(row)[6:]} for row in book}


@pytest.fixture(scope="module")
def otter_zip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("otter")
    done = autograder("package", "02_line", "--for", "otter", "-o", out, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return out / "02_line-otter.zip"


def for_otter(submission: Path, folder: Path) -> Path:
    """Return a submission as Otter takes it: a file, or a zip with its files at the top."""
    if submission.is_dir():
        (submission,) = submission.iterdir()
    if submission.suffix != ".zip":
        return submission
    with zipfile.ZipFile(io.BytesIO(submission.read_bytes())) as archive:
        files = {PurePosixPath(name).name: archive.read(name) for name in archive.namelist()}
    path = folder / "flat.zip"
    path.write_bytes(zip_bytes(files))
    return path


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(path.name, marks=pytest.mark.xdist_group(f"otter-class-{number % GROUPS}"))
        for number, path in enumerate(sorted(CLASS.iterdir()))
    ],
)
def test_otter_gives_the_score_that_grading_gives(
    name: str, graded: Mapping[str, Mapping[str, float]], otter_zip: Path, tmp_path: Path
) -> None:
    told = otter_run(otter_zip, for_otter(CLASS / name, tmp_path), tmp_path / "otter")
    assert {question: score for question, (score, _) in told.items()} == graded[name]
    assert sum(points for _, points in told.values()) == 20


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(path.name, marks=pytest.mark.xdist_group(f"otter-class-{number % GROUPS}"))
        for number, path in enumerate(sorted((ROOT / "solutions").glob("0*")))
    ],
)
def test_otter_gives_every_solution_all_points(name: str, tmp_path: Path) -> None:
    done = autograder("package", name, "--for", "otter", "-o", tmp_path, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    master = ROOT / "solutions" / name / f"{name}.py"
    told = otter_run(tmp_path / f"{name}-otter.zip", master, tmp_path / "out")
    assert {question for question, (score, points) in told.items() if score != points} == set()
