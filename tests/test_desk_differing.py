"""What is said before handing in: what answers use and graders will not have, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from desk_folder import RIGHT, run, write_exercise
from student_notebook import ROOT

from autograder.desk.differing import differences, stale_names
from autograder.desk.libraries import is_of_the_course
from autograder.submission import read_submission

ANSWER = '# %% tags=["question-double"]\ndef double(x):\n    return x * factor\n'
SKIPPED = '# %% tags=["otter_ignore"]\n'
MISSING = "`factor` is missing when graded: "
TOLD = [
    (f"{SKIPPED}factor = int('2')\n{ANSWER}", f"{MISSING}only cell 1 defines it, and graders skip that cell"),
    (f"# %%\nfactor = input('?')\n{ANSWER}", f"{MISSING}`input` gets no answer there"),
    (f"# %%\nfrom no_library import factor\n{ANSWER}", f"{MISSING}`no_library` is none of the course's libraries"),
    (f"# %%\nimport no_library as n\nfactor = n.two()\n{ANSWER}", f"{MISSING}`no_library` is none of the"),
    (f"# %%\nfrom google.colab import files\nfactor = len(files.upload())\n{ANSWER}", f"{MISSING}`google.colab`"),
    (f"# %%\nfactor = !echo 2\n{ANSWER}", f"{MISSING}it comes from `factor = !echo 2` in cell 1"),
    (f"# %%\n%run other.py\n{ANSWER}", f"{MISSING}it comes from `%run other.py` in cell 1"),
    (f"# %%\nfactor = float(open('beside.txt').read())\n{ANSWER}", f"{MISSING}`beside.txt` is not handed in"),
    (f"# %%\nfrom pathlib import Path\nfactor = Path('beside.txt').read_text()\n{ANSWER}", "`beside.txt`"),
    (f"# %%\nfrom beside import factor\n{ANSWER}", f"{MISSING}`beside.py` is not handed in"),
    (f"{SKIPPED}factor = two()\n# %%\ndef helper():\n    return factor\n{ANSWER.replace('factor', 'helper()')}", MISSING),
    (ANSWER.replace("x * factor", "no_library.two(x)").replace("    ", "    import no_library\n    "), "`double` fails when graded (cell 1): `no_library`"),
]  # fmt: skip
SILENT = [
    RIGHT,
    f"# %%\nfactor = 2\n{ANSWER}",
    # Graders run what only names something in a skipped cell.
    f"{SKIPPED}factor = 2\n{ANSWER}",
    f"{SKIPPED}import math\nfrom os import path as factor\n{ANSWER}",
    # What no answer uses may fail.
    f"# %%\nfactor = 2\nimport no_library\nfrom google.colab import drive\ndrive.mount('/x')\n{ANSWER}",
    f"# %%\nfactor = 2\n{ANSWER}# %%\ndef mine():\n    return unknown\n# %%\ntext = input()\n",
    # So may what is tried.
    f"# %%\ntry:\n    import no_library\n    factor = 3\nexcept ImportError:\n    factor = 2\n{ANSWER}",
    f"# %%\ntry:\n    from no_library import factor\nexcept ImportError:\n    factor = 2\n{ANSWER}",
    f"# %%\nfactor = 2\n%matplotlib inline\n!pip install x\n%timeit 1\n{ANSWER}",
    f"# %%\nfrom math import *\n{ANSWER}",
    f"# %%\nfactor = 2\nopen('beside.txt', 'w').write('3')\nopen('data/beside.txt')\n{ANSWER}",
    f"# %%\nfactor = 2\nwith open('beside.txt') as file:\n    text = file.read()\n{ANSWER}",
    # A mistake that the checks will name.
    ANSWER,
    "# %%\ndef (\n" + ANSWER,
    "factor = 2\ndef double(x):\n    return x * factor\n",
]  # fmt: skip


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    (tmp_path / "beside.py").write_text("factor = 2\n")
    (tmp_path / "beside.txt").write_text("2")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "beside.txt").write_text("2")
    return tmp_path


def told_of(
    text: str, folder: Path, env: Mapping[str, object] | None = None, *history: str
) -> tuple[str, ...]:
    path = folder / "00_double.py"
    path.write_text(text, encoding="utf-8")
    read = read_submission(path, exercise="00_double")
    return differences(read, (folder,), env=env, history=history)


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_an_answer_uses_and_graders_have_not_is_told(text: str, told: str, beside: Path) -> None:
    (said,) = told_of(text, beside)
    assert told in said
    # In a notebook that has it, too; where that is missing as well, the checks say so.
    names = {"factor": 2, "double": 0, "helper": 0, "n": 0, "files": 0}
    assert told_of(text, beside, names) == (said,)


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_told_without_need(text: str, beside: Path) -> None:
    assert told_of(text, beside) == ()


def test_names_that_only_the_kernel_remembers_are_told(beside: Path) -> None:
    (said,) = told_of(ANSWER, beside, {"factor": 2, "double": 0})
    assert said.startswith(f"{MISSING}no cell of the saved notebook defines it")
    assert told_of(ANSWER, beside, {"double": 0}) == ()


def test_what_was_run_in_another_form_is_told(beside: Path) -> None:
    text = f"# %%\nfactor = 2\n{ANSWER}"
    ran = "def double(x):\n    # in other words\n    return x * factor"
    names = {"factor": 2, "double": 0}
    assert told_of(text, beside, names, ran) == ()
    other = ran.replace("* factor", "+ factor")
    (said,) = told_of(text, beside, names, ran, other)
    assert said.startswith("What you ran last is not what is saved: `double` (cell 2).")
    assert told_of(text, beside, names, other, ran) == ()
    (said,) = told_of(text, beside, {**names, "factor": 3}, ran)
    assert said.startswith("`factor` is 3 here and 2 in cell 1 as it is saved. Save the notebook")
    # A counter goes on counting, and other things than numbers and texts change by themselves.
    assert told_of(f"# %%\nfactor = 2\nfactor += 1\n{ANSWER}", beside, {**names, "factor": 5}, ran) == ()
    assert told_of(text, beside, {**names, "factor": [2]}, ran) == ()


def test_the_half_that_was_run_can_be_told(beside: Path) -> None:
    path = beside / "00_double.py"
    path.write_text(f"# %%\nfactor = 2\n{ANSWER}", encoding="utf-8")
    read = read_submission(path, exercise="00_double")
    assert stale_names(read, {"double": 0}, [ANSWER]) == ()
    assert stale_names(read, {"double": 0}, ["def double(x):\n    return 1"]) == ("double",)
    assert stale_names(read, {}, []) == ("double",)


@pytest.mark.parametrize("folder", ["exercises", "solutions"])
def test_nothing_is_told_of_the_exercises_and_their_solutions(folder: str) -> None:
    paths = [*ROOT.glob(f"{folder}/0*/0*.py"), *ROOT.glob(f"{folder}/0*/0*.ipynb")]
    assert len(paths) >= 6
    for path in paths:
        assert differences(read_submission(path, exercise=path.stem), (path.parent,)) == (), path


def test_what_comes_with_the_kit_is_of_the_course_and_other_libraries_are_not() -> None:
    for module in ("math", "numpy", "tensorflow.keras", "pandas", "IPython.display", "google.protobuf"):
        assert is_of_the_course(module), module
    for module in ("google.colab", "google.colab.drive", "kaggle_secrets", "no_such_library"):
        assert not is_of_the_course(module), module


def test_check_and_submit_say_it(tmp_path: Path) -> None:
    folder = write_exercise(tmp_path / "00_double")
    skipped = f"{SKIPPED}factor = int('2')\n\n{ANSWER}"
    (folder / "00_double.py").write_text(skipped, encoding="utf-8")
    for command in ("check", "submit"):
        done = run(command, cwd=folder, state=tmp_path / "state")
        assert done.returncode == 1
        assert f"! {MISSING}only cell 1 defines it" in done.stdout, done.stdout + done.stderr
    (folder / "00_double.py").write_text(RIGHT, encoding="utf-8")
    for command in ("check", "submit"):
        done = run(command, cwd=folder, state=tmp_path / "state")
        assert done.returncode == 0
        assert "!" not in done.stdout
