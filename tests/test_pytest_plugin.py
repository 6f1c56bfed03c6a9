"""`pytest --submission FILE solutions/NAME`: the checks as tests, through the real pytest."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from light_path import LIGHT_PATH

ROOT = Path(__file__).parents[1]
MASTER = ROOT / "solutions/02_line/02_line.py"
WORDS = ROOT / "solutions/06_vocabulary/06_vocabulary.py"
"""A master without TensorFlow."""


def run(*words: object, cwd: Path = ROOT, path: str = LIGHT_PATH) -> subprocess.CompletedProcess[str]:
    plugin = ["-p", "autograder.pytest_plugin"] if not _registered() else []
    command = [sys.executable, "-m", "pytest", *plugin, "-p", "no:cacheprovider", *map(str, words)]
    env = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)


def _registered() -> bool:
    from importlib.metadata import entry_points

    return any(one.value == "autograder.pytest_plugin" for one in entry_points(group="pytest11"))


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "06_vocabulary.py"
    text = WORDS.read_text(encoding="utf-8")
    right = "return np.maximum(x, 0.0)"
    assert right in text
    path.write_text(text.replace(right, "return 1.0 * np.abs(x)"), encoding="utf-8")
    return path


def test_each_check_is_a_test_with_its_title() -> None:
    done = run("--submission", MASTER, "solutions/02_line", "-v", path=str(ROOT))
    assert done.returncode == 0, done.stdout
    assert "public_checks.py::loss: averages the squared errors PASSED" in done.stdout
    assert "hidden_checks.py::" in done.stdout


def test_failure_shows_the_feedback_and_no_frames_and_dependants_are_skipped(
    wrong: Path, tmp_path: Path
) -> None:
    report = tmp_path / "junit.xml"
    words = ["-k", "relu or softmax", f"--junit-xml={report}", "-rs"]
    done = run("--submission", wrong, "solutions/06_vocabulary", *words)
    assert done.returncode == 1
    assert "probable cause: The size without its sign: negative numbers become zero" in done.stdout
    assert "Traceback" not in done.stdout
    assert "expect_close" not in done.stdout
    suite = ElementTree.parse(report).getroot().find("testsuite")
    assert suite is not None
    assert int(suite.get("skipped", "0")) > 0
    names = [case.get("name") for case in suite.iter("testcase")]
    assert "relu: takes a number, lists and arrays, and gives floats" in names
    assert not [name for name in names if name and name.startswith("overfit")]


def test_first_failure_stops_with_x(wrong: Path) -> None:
    done = run("--submission", wrong, "solutions/06_vocabulary", "-x")
    assert "stopping after 1 failures" in done.stdout


def test_wrong_submission_is_a_wrong_usage() -> None:
    done = run("--submission", "absent.py", "solutions/02_line")
    assert done.returncode == 4, done.stdout
    assert "absent.py" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout


def test_without_the_option_other_projects_see_nothing(tmp_path: Path) -> None:
    shutil.copy(ROOT / "solutions/02_line/public_checks.py", tmp_path)
    (tmp_path / "test_own.py").write_text(
        "def test_own():\n    import sys\n    assert 'numpy' not in sys.modules\n"
    )
    done = run(tmp_path, "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout
