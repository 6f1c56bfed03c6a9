"""Small inputs that were once graded wrongly, where they lie beside the project: each comes out right."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
import pytest

ROOT = Path(__file__).parents[1]
BESIDE = next((one / "shared" / "cases" for one in ROOT.parents if (one / "shared" / "cases").is_dir()), None)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("cases"),
    pytest.mark.skipif(BESIDE is None, reason="the small inputs do not lie beside the project"),
]

GIVEN = {
    "02_line": (
        "01/a02_get_ipython.ipynb",
        "02/a07_import_in_given_cell.ipynb",
        "03/a01_colab_mount.ipynb",
        "03/a05_seaborn.ipynb",
        "05/d01_two_downloads",
        "06/d04_zip_with_dotvenv_link.zip",
    ),
    "01_celsius": ("10/b01_udacity_style.ipynb", "10/b07_verbose.ipynb"),
    "05_iris": ("13/c06_tf_function_global.ipynb",),
    "06_vocabulary": ("leak/leak.py", "memory/shm.py", "lookup/06_lookup.py"),
}


def autograder(*words: object, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what lies there, and add a folder with an environment in it."""
    assert BESIDE is not None
    folder = tmp_path_factory.mktemp("cases")
    for exercise, names in GIVEN.items():
        (folder / exercise).mkdir()
        for name in names:
            source, target = BESIDE / name, folder / exercise / Path(name).name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    packages = folder / "02_line" / "with_environment" / "venv/lib/python3.11/site-packages/p"
    packages.mkdir(parents=True)
    for number in range(1300):
        (packages / f"m{number}.py").write_text("x = 1\n")
    shutil.copy(ROOT / "solutions/02_line/02_line.py", folder / "02_line" / "with_environment")
    script = folder / "06_vocabulary" / "long_line.py"
    command = [sys.executable, str(BESIDE / "redos/make.py"), "200000", str(script)]
    subprocess.run(command, check=True)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


@pytest.fixture(scope="module")
def results(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what grades one exercise's inputs, each exercise once."""
    out = tmp_path_factory.mktemp("out")

    @cache
    def grade(exercise: str) -> dict[str, dict[str, Any]]:
        words = ["-e", exercise, "-o", out / exercise, "--jobs", 1, "--sandbox", "bubblewrap"]
        done = autograder("grade", given / exercise, *words)
        assert done.returncode == 0, done.stderr
        found = [json.loads(path.read_text()) for path in (out / exercise).glob("*/result.json")]
        return {one["submission"]: one for one in found}

    return grade


def test_what_is_right_keeps_its_points(results: Any) -> None:
    scores = {name: one["score"] for name, one in results("02_line").items()}
    assert len(scores) == 7
    assert scores == dict.fromkeys(scores, 20)


def test_the_line_that_failed_is_listed(results: Any) -> None:
    told = {name: [one["text"] for one in found["errors"]] for name, found in results("02_line").items()}
    assert "No module named 'google.colab'" in told["a01_colab_mount.ipynb"][0]
    assert "No module named 'seaborn'" in told["a05_seaborn.ipynb"][0]
    assert told["a07_import_in_given_cell.ipynb"] == []


def test_own_prints_and_progress_bars_cost_nothing_and_their_line_is_named(results: Any) -> None:
    for found in results("01_celsius").values():
        (train,) = (one for one in found["questions"] if one["name"] == "train")
        assert train["score"] == train["max_score"]
        remarks = [remark for check in found["checks"] for remark in check["remarks"]]
        assert any("`train` prints something (cell " in remark for remark in remarks)
    assert results("01_celsius")["b07_verbose.ipynb"]["score"] == 22


def test_public_checks_see_what_graders_see_and_the_instructor_sees_the_exception(results: Any) -> None:
    (found,) = results("05_iris").values()
    first = next(one for one in found["checks"] if one["status"] == "failed")
    assert (first["question"], first["hidden"]) == ("train", False)
    assert "ValueError: Creating variables on a non-first call" in first["message"]


def test_what_hidden_checks_ask_reaches_no_message(results: Any, given: Path) -> None:
    def asked(checks: list[dict[str, Any]]) -> int:
        (told,) = (one["message"] for one in checks if "steps_per_epoch was asked" in one["message"])
        return int(told.count("), ("))

    done = autograder("check", given / "06_vocabulary/leak.py", "-e", "06_vocabulary", "--json")
    (checked,) = json.loads(done.stdout)
    assert asked(results("06_vocabulary")["leak.py"]["checks"]) == asked(checked["checks"]) > 0


def test_hostile_and_useless_files_end_as_they_should(results: Any) -> None:
    found = results("06_vocabulary")
    assert found["06_lookup.py"]["score"] <= 0.05 * 32
    assert "PermissionError" in found["shm.py"]["errors"][0]["text"]
    assert found["long_line.py"]["status"] == "graded"


def test_after_jupyter_has_saved_both_halves_the_desk_goes_on(tmp_path: Path) -> None:
    assert BESIDE is not None
    folder = Path(shutil.copytree(ROOT / "exercises/02_line", tmp_path / "02_line"))
    for name in ("02_line.py", "02_line.ipynb"):
        (folder / name).write_bytes((BESIDE / "04" / name).read_bytes())
    state = str(tmp_path / "state")
    for words in (("sync",), ("check", "-q", "loss"), ("submit",)):
        done = autograder(*words, cwd=folder, AUTOGRADER_STATE=state)
        assert done.returncode in (0, 1), done.stderr
        assert "both" not in done.stderr
    assert (folder / "02_line-submission.zip").is_file()
    halves = [code_of(folder / name) for name in ("02_line.py", "02_line.ipynb")]
    assert halves[0] == halves[1]


def code_of(path: Path) -> list[str]:
    return [cell.source for cell in jupytext.read(path).cells if cell.cell_type == "code"]
