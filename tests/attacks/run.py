"""Grades hostile submissions among honest ones with the real command, as root or as somebody else."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interpreter import revealed

__all__ = [
    "CANARY",
    "HONEST",
    "Course",
    "Run",
    "adopt_orphans",
    "free_port",
    "grade",
    "left_behind",
    "make_course",
    "temporary",
]

ROOT = Path(__file__).parents[2]
SUBMISSIONS = Path(__file__).parent / "submissions"
HONEST = ("honest_full", "honest_half", "honest_stub")

CANARY = "CANARY"
"""Stands in every secret of the course; no result of an attacker may hold it."""

_PR_SET_CHILD_SUBREAPER = 36
_SHARED = ("/tmp", "/var/tmp", "/dev/shm")

SOMEBODY = 61_000
"""A user without a name, for runs that are not root's."""

_COURSE = f"""\
title: {CANARY} course
timezone: UTC
exercises:
  - name: 02_line
    title: {CANARY} exercise
    points: 20
    due: 2030-01-01
    limits:
      seconds: 4
      total_seconds: 12
      cpu_seconds: 30
      memory_mb: 512
      processes: 40
      disk_mb: 16
    thresholds:
      converged: 0.001
"""
_HALF = """
import tensorflow as tf

def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(predicted_y - target_y))
"""


@dataclass(frozen=True, slots=True)
class Course:
    """A copy of the course with a canary in every secret."""

    folder: Path
    """Where its ``course.yml`` is."""
    handed: Path
    """Honest submissions."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one run of the command."""

    code: int
    """Exit code."""
    said: str
    """Both streams."""
    results: Mapping[str, Any]
    """``result.json`` of each submission, by the name of its file; None where there is none."""
    gradebook: str
    """Text of the gradebook."""


def make_course(folder: Path) -> Course:
    """Write the course and three honest submissions."""
    course, handed = folder / "course", folder / "honest"
    handed.mkdir(parents=True)
    shutil.copytree(ROOT / "solutions/02_line", course / "solutions/02_line")
    shutil.copytree(ROOT / "exercises/02_line", course / "exercises/02_line", dirs_exist_ok=True)
    for path in (course / "solutions").rglob("*.py"):
        path.write_text(f"{path.read_text()}\n# {CANARY} {path.name}\n")
    (course / "course.yml").write_text(_COURSE)
    (folder / "tmp").mkdir()
    (course / "exercises/02_line/data").mkdir(exist_ok=True)
    (course / "exercises/02_line/data/points.csv").write_text("1,2\n")
    solution = (ROOT / "solutions/02_line/02_line.py").read_text()
    stub = (ROOT / "exercises/02_line/02_line.py").read_text()
    for name, text in zip(HONEST, (solution, f"# %%{_HALF}", stub), strict=True):
        (handed / f"{name}.py").write_text(f"{text}\n# {CANARY} of another student\n")
    for path in folder.rglob("*"):
        path.chmod(0o777 if path.is_dir() else 0o644)
    return Course(course, handed)


def grade(course: Course, paths: Sequence[Path], out: Path, way: str, jobs: int = 2) -> Run:
    """Run the command over the paths, in one of the ways, and read what it wrote."""
    command = [sys.executable, "-m", "autograder", "grade", *map(str, paths)]
    command += ["--exercise", "02_line", "--out", str(out), "--jobs", str(jobs)]
    command += ["--course", str(course.folder / "course.yml")]
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "AUTOGRADER_SECRET": f"{CANARY}-{'0' * 64}",
        "HOME": "/nonexistent",
        "TMPDIR": str(temporary(course)),
    }
    if way == "user":
        command = revealed([*command, "--sandbox", "user"])
    if way == "nobody" and os.geteuid() == 0:
        command = revealed(command, user=SOMEBODY)
    done = subprocess.run(
        command, cwd="/", env=environment, capture_output=True, text=True, timeout=900, check=False
    )
    results = {path.parent.name: json.loads(path.read_text()) for path in out.glob("*/result.json")}
    gradebook = out / "gradebook.csv"
    return Run(
        done.returncode,
        done.stdout + done.stderr,
        results,
        gradebook.read_text() if gradebook.is_file() else "",
    )


def adopt_orphans() -> None:
    """Become the parent of every process that a run leaves behind."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def left_behind(course: Course) -> set[str]:
    """Return what runs have left: processes, mounts, files; call :func:`adopt_orphans` before them."""
    mounts = (line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines())
    # The trials by fire may run at the same time, on small disks of theirs.
    found = {f"mount {place}" for place in mounts if not place.startswith("/tmp/fire-")}
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            status = path.read_text()
        except OSError:
            continue
        if f"PPid:\t{os.getpid()}\n" in status and "State:\tZ" not in status:
            found.add(f"process {status.splitlines()[0]}")
    found |= {f"file {path}" for path in temporary(course).iterdir()}
    return found | {f"file {path}" for folder in _SHARED for path in Path(folder).glob("*pwned*")}


def temporary(course: Course) -> Path:
    """Return the folder that the command uses for its temporary files."""
    return course.folder.parent / "tmp"


def free_port() -> socket.socket:
    """Return a server on loopback that attackers may try to reach."""
    return socket.create_server(("127.0.0.1", 0))
