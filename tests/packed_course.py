"""The course of sample_course with all that its files need, to package and to hand in; without TensorFlow."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from light_path import LIGHT_PATH
from sample_course import MASTER, make_course

__all__ = ["RIGHT", "ROOT", "autograder", "unpacked", "with_answer", "write_packed_course"]

ROOT = Path(__file__).parents[1]
RIGHT = MASTER
"""A submission with all points: Otter's markers are comments."""
COURSE = """\
title: Small course
timezone: Europe/Zurich
exercises:
  - name: 01_errors
    title: Errors
    points: 4.5
    due: 2026-10-09
    limits: {seconds: 2}
    thresholds: {loose: 0.001, tight: 0.000001}
"""
HINTS = """\
loss: [one, two, three]
model: [one, two, three]
"""


def write_packed_course(folder: Path) -> Path:
    """Write the course and return its folder."""
    make_course(folder)
    solutions = folder / "solutions/01_errors"
    (folder / "course.yml").write_text(COURSE, encoding="utf-8")
    (solutions / "hints.yml").write_text(HINTS, encoding="utf-8")
    (solutions / "misconceptions.py").write_text("MISCONCEPTIONS = ()\n", encoding="utf-8")
    (solutions / "variants.py").write_text("VARIANTS = ()\n", encoding="utf-8")
    return folder


def autograder(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the real command."""
    command = [sys.executable, "-m", "autograder", *map(str, words)]
    env = {**os.environ, "PYTHONPATH": str(ROOT) if cwd == ROOT else LIGHT_PATH}
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=env, check=False)


def unpacked(data: bytes) -> Mapping[str, bytes]:
    """Return the files of a zip by path."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_answer(old: str, new: str) -> str:
    """Return the right submission with one thing in it changed."""
    assert RIGHT.count(old) == 1
    return RIGHT.replace(old, new)
