"""Exercises grade rightly, by an audit of every answer; test_course_audit_sample has the part for CI."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import read_course

ROOT = Path(__file__).parents[1]
EXERCISES = [
    pytest.param(one.name, marks=pytest.mark.xdist_group(one.name))
    for one in read_course(ROOT / "course.yml").exercises
]
SEEDS = 50


@pytest.mark.nightly
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", EXERCISES)
def test_exercise_is_sound(name: str, tmp_path: Path) -> None:
    report = tmp_path / "audit.json"
    words = ["audit", name, "--seeds", SEEDS, "--sandbox", "process", "--json", report]
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    print(done.stdout, done.stderr)
    assert done.returncode == 0, "unsound; the reasons stand above"
    (audit,) = json.loads(report.read_text(encoding="utf-8"))
    assert all(check["draws"] >= SEEDS for check in audit["checks"])
    assert audit["killed_share"] >= 0.95
