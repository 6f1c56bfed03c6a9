"""`autograder doctor` and `autograder data`, as they are run."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def autograder(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, check=False)


def test_doctor_tries_each_thing_and_says_what_it_found() -> None:
    done = autograder("doctor")
    told = {line[2:].split(":")[0]: line[0] for line in done.stdout.splitlines() if line[0] in "✓✗"}
    names = [
        "Python",
        "TensorFlow",
        "user namespaces",
        "bubblewrap",
        "Landlock",
        "memory",
        "memory control groups",
        "cores",
        "data sets",
    ]
    assert list(told) == names
    assert done.returncode == (1 if "✗" in told.values() else 0)
    assert told["TensorFlow"] == "✓"


def test_unknown_dataset_and_missing_files_get_one_line(tmp_path: Path) -> None:
    for words in (
        ["nonsense"],
        ["fashion_mnist", "--from", tmp_path],
        ["fashion_sketch", "--from", tmp_path],
    ):
        done = autograder("data", "prepare", *words)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert "Traceback" not in done.stderr
