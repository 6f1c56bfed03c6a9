"""Otter gives every honest submission of the sample class the score that grading gives."""

import csv
import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest
from otter_command import otter_run
from packed_course import ROOT, autograder

from autograder.zipping import zip_bytes

CLASS = ROOT / "examples/class/02_line"
SAMPLE = {
    "Noor Haddad_48151_assignsubmission_file",
    "Rossi Chiara - 02_line FINAL.zip",
    "ravi_patel.ipynb",
    "uma_krishnan.ipynb",
    "viktor_horak.py",
    "wei_ling_tan.py",
}
"""One of each kind for CI: a folder, a zip, a mistake, not started, not compiling, endless."""
SOLUTIONS = {"02_line", "05_iris"}
"""One exercise without data and one with; `make nightly` has them all."""
GROUPS = 2
"""In so many parts the whole class can be shared out; each grades what it compares with."""


def cases(names: list[str], sample: set[str]) -> list[object]:
    """Return a parameter for each name: `make slow` runs those of the sample, `make nightly` the others."""
    slow = [pytest.mark.slow, pytest.mark.xdist_group("otter-class")]
    return [
        pytest.param(
            name,
            marks=slow
            if name in sample
            else [pytest.mark.nightly, pytest.mark.xdist_group(f"otter-class-{number % GROUPS}")],
        )
        for number, name in enumerate(sorted(names))
    ]


@pytest.fixture(scope="module")
def graded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Mapping[str, float]]:
    """Grade what this run compares, and return the score of each question by submission."""
    asked = {one.callspec.params["name"] for one in request.session.items if "graded" in one.fixturenames}
    out, handed = tmp_path_factory.mktemp("grades"), tmp_path_factory.mktemp("handed")
    for name in sorted(asked):
        copy = shutil.copytree if (CLASS / name).is_dir() else shutil.copy
        copy(CLASS / name, handed / name)
    done = autograder("grade", handed, "-e", "02_line", "-o", out, "--sandbox", "process", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    book = csv.DictReader((out / "gradebook.csv").read_text(encoding="utf-8-sig").splitlines())
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


@pytest.mark.parametrize("name", cases([path.name for path in CLASS.iterdir()], SAMPLE))
def test_otter_gives_the_score_that_grading_gives(
    name: str, graded: Mapping[str, Mapping[str, float]], otter_zip: Path, tmp_path: Path
) -> None:
    told = otter_run(otter_zip, for_otter(CLASS / name, tmp_path), tmp_path / "otter")
    assert {question: score for question, (score, _) in told.items()} == graded[name]
    assert sum(points for _, points in told.values()) == 20


@pytest.mark.parametrize("name", cases([path.name for path in (ROOT / "solutions").glob("0*")], SOLUTIONS))
def test_otter_gives_every_solution_all_points(name: str, tmp_path: Path) -> None:
    done = autograder("package", name, "--for", "otter", "-o", tmp_path, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    master = ROOT / "solutions" / name / f"{name}.py"
    told = otter_run(tmp_path / f"{name}-otter.zip", master, tmp_path / "out")
    assert {question for question, (score, points) in told.items() if score != points} == set()
