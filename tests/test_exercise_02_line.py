"""The exercise 02_line as a reader meets it, and the sample class that handed it in."""

import dataclasses
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient

from autograder.catalogue import load_questions
from autograder.course import read_course
from autograder.grading import Grading, grade
from autograder.model import Result, Status
from autograder.sandbox import Sandbox, open_sandbox
from autograder.submission import find_submissions, read_submission

ROOT = Path(__file__).parents[1]
MASTER = ROOT / "solutions" / "02_line" / "02_line.py"
CLASS = ROOT / "examples" / "class" / "02_line"

# One worker runs them all, so that TensorFlow is imported once.
pytestmark = pytest.mark.xdist_group("02_line")

MARKS = {
    "Noor Haddad_48151_assignsubmission_file": (20, ""),
    "Rossi Chiara - 02_line FINAL.zip": (20, ""),
    "amara_okafor.py": (20, ""),
    "bella_horvat.ipynb": (20, ""),
    "ben.schmidt.ipynb": (20, ""),
    "dmitri-volkov.py": (20, ""),
    "elif_yılmaz.ipynb": (20, ""),
    "fatima_02_line (1).py": (20, ""),
    "gustav_lindqvist.zip": (20, ""),
    "hana_suzuki.py": (20, ""),
    "windows_wendy.py": (20, ""),
    "xavier_dubois.ipynb": (20, ""),
    "yara_nasser.py": (20, ""),
    "andrej_novak.py": (19, "An integer variable has no gradient"),
    "carlos_mendez.py": (18, "a line with noise on it"),
    "dana_cohen.zip": (17, "Without a seed the inputs are reused"),
    "emil_hansen.ipynb": (17, "the generator goes on from where it was"),
    "freya_olsen.py": (15, "A column has the shape (n, 1)"),
    "george_papadopoulos.py": (19, "a column: the predictions must have the shape of x"),
    "hugo_martin.ipynb": (16, "half the mean squared error"),
    "ibrahim_diallo.ipynb": (16, "the sum of the squared errors"),
    "ines_ferreira.py": (16, "it can be negative"),
    "jana_kovac.py": (16, "the mean absolute error"),
    "jun_park.py": (18, "The loss has left TensorFlow"),
    "kofi_mensah.py": (16, "a step uphill"),
    "li_wei.ipynb": (16, "a step without the learning rate"),
    "maria jose garcia.py": (16, "The variables were replaced"),
    "noah_peeters.py": (15, "A gradient is None"),
    "olivia_brown.ipynb": (15, "One tape answers once"),
    "pedro_santos.py": (16, "b was not trained"),
    "quynh_nguyen.py": (16, "w moved by the gradient of b"),
    "ravi_patel.ipynb": (15, "w and b are recorded after the update"),
    "sofia_lindgren.py": (18, "the loss after the update"),
    "tomasz_wisniewski.py": (15, "A 3 and a 2 are written into the code"),
    "ursula_meier.py": (15, "A 3 and a 2 are written into the code"),
    "uma_krishnan.ipynb": (6, "Not started yet"),
    "viktor_horak.py": (16, "A cell does not compile (see cell "),
    "wei_ling_tan.py": (15, "gave no answer within 5 seconds in `fit`"),
    "zoe_adams.ipynb": (0, "Not started yet"),
}
"""What each submission of the class must get, and what its feedback must hold."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with open_sandbox("process", None) as opened:
        yield opened


@pytest.fixture(scope="module")
def grading() -> Grading:
    exercise = read_course(ROOT / "course.yml").exercise("02_line")
    assert exercise is not None
    # The one endless loop of the class need not take the full time.
    exercise = dataclasses.replace(exercise, limits=dataclasses.replace(exercise.limits, seconds=5.0))
    return Grading(exercise, load_questions(MASTER.parent, exercise), secret=b"class")


def told(result: Result) -> str:
    return "\n".join(one.message for one in result.outcomes if one.status is not Status.PASSED)


def test_every_submission_of_the_class_has_its_marks_here() -> None:
    handed, passed_over = find_submissions([CLASS])
    assert {one.path.name for one in handed} == set(MARKS)
    assert passed_over == []


@pytest.mark.parametrize("name", MARKS)
def test_class_gets_its_marks(name: str, grading: Grading, sandbox: Sandbox) -> None:
    result = grade(read_submission(CLASS / name, exercise="02_line"), grading, sandbox)
    score, words = MARKS[name]
    assert words.casefold() in told(result).casefold()
    assert result.score == score, told(result)


def test_class_is_what_its_script_writes(tmp_path: Path) -> None:
    runpy.run_path(str(ROOT / "examples" / "make_class.py"))["main"](tmp_path)
    assert files(tmp_path) == files(CLASS)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_story_runs_as_a_script_without_a_warning_and_reads_as_told(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", MASTER],
        cwd=tmp_path,
        env=os.environ | {"MPLBACKEND": "Agg", "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "Warning" not in run.stderr
    # The table: epoch, w, b and loss at the beginning and in the fifteenth epoch.
    rows = {row[0]: [float(one) for one in row[1:]] for row in re.findall(_ROW, run.stdout, re.MULTILINE)}
    assert rows["0"][:2] == [1.0, 4.0]
    assert rows["0"][2] == pytest.approx(8.0, abs=0.1)
    assert rows["14"] == pytest.approx([2.91, 2.08, 0.016], abs=0.005)
    assert len(rows) == 15


_ROW = r"^ +(\d+) +(\d\.\d\d) +(\d\.\d\d) +(\d+\.\d{3})$"


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_story_runs_as_a_notebook_and_draws_its_figures(tmp_path: Path) -> None:
    notebook = jupytext.read(MASTER)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = MASTER.read_text(encoding="utf-8").count("\nplt.show()")
    assert shown > 5
    assert sum("image/png" in output.get("data", {}) for output in outputs) == shown
    assert not [one for one in outputs if one.get("name") == "stderr" and "Warning" in one["text"]]
