"""Otter's own command on the zip that the kit makes for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from light_path import LEAN

__all__ = ["otter_run"]

ROOT = Path(__file__).parents[1]


def otter_run(
    archive: Path, submission: Path, out: Path, *libraries: Path
) -> Mapping[str, tuple[float, float]]:
    """Run Otter's own command and return score and points of each question.

    Args:
        archive: The ``autograder.zip``.
        submission: A file, or a zip with files at its top.
        out: Folder for the results; must not exist.
        libraries: Further folders in which packages are found.
    """
    out.mkdir()
    command = [sys.executable, "-m", "otter", "run", "--no-logo", "-a", archive, "-o", out, submission]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, LEAN, *libraries)))}
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, env=env, cwd=out, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads((out / "results.json").read_text(encoding="utf-8"))["tests"]
    found = {one["name"]: (one["score"], one["max_score"]) for one in told if "score" in one}
    assert found, told
    return found
