"""Tries what grading needs on this machine, one thing after another, and says what to do about failures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.errors import AutograderError
from autograder.model import Limits
from autograder.sandbox.bubblewrap import BubblewrapSandbox, find_bubblewrap
from autograder.sandbox.memory_group import MemoryGroups
from autograder.sandbox.visible import find_interpreter
from autograder.sandbox.warm import WORKER_ENVIRONMENT
from autograder.worker.landlock import landlock_version

__all__ = ["PROBES", "Finding", "examine"]

_SECONDS: Final = 120
_OLDEST_PYTHON: Final = (3, 11)
_PARENT_MIB: Final = 800
_WORKER_MIB: Final = 350
_IMPORT: Final = "import site, sys; [site.addsitedir(one) for one in sys.argv[1:]]; import tensorflow; " + (
    "print(tensorflow.__version__)"
)
_CELL: Final = "import tensorflow as tf\nprint(int(tf.reduce_sum(tf.ones(3))))"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one probe."""

    name: str
    """What was tried."""
    ok: bool
    """Whether it is as grading needs it."""
    found: str
    """What was found, in words."""
    advice: str = ""
    """What to do, if it is not ok or could be better."""


def examine() -> Iterator[Finding]:
    """Yield what came of each probe as soon as it is known; each is really tried."""
    for name, probe in PROBES.items():
        # A probe that fails in a way nobody has thought of is a finding as well, and the others go on.
        try:
            yield probe(name)
        except (OSError, ValueError, AutograderError, subprocess.SubprocessError) as error:
            yield Finding(name, False, str(error) or type(error).__name__)


def _python(name: str) -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < _OLDEST_PYTHON:
        return Finding(name, ok=False, found=found, advice="Install Python 3.11 or later.")
    return Finding(name, ok=True, found=found)


def _tensorflow(name: str) -> Finding:
    interpreter = find_interpreter()
    command = [interpreter.program, "-I", "-S", "-c", _IMPORT, *interpreter.packages]
    done = subprocess.run(
        command,
        env=dict(WORKER_ENVIRONMENT),
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode == 0:
        return Finding(name, ok=True, found=done.stdout.strip())
    said = done.stderr.strip().rpartition("\n")[2] or f"exit code {done.returncode}"
    return Finding(
        name, ok=False, found=said, advice="pip install tensorflow, in the environment of this command."
    )


def _user_namespaces(name: str) -> Finding:
    settings = {
        "/proc/sys/user/max_user_namespaces": "0",
        "/proc/sys/kernel/unprivileged_userns_clone": "0",
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns": "1",
    }
    forbidding = [path for path, value in settings.items() if _text(path) == value]
    if forbidding:
        words = [path.removeprefix("/proc/sys/").replace("/", ".") for path in forbidding]
        return Finding(name, ok=False, found=f"forbidden by {', '.join(words)}", advice=f"sysctl {words[0]}")
    return Finding(name, ok=True, found="not forbidden by a setting")


def _bubblewrap(name: str) -> Finding:
    version = subprocess.run(
        [find_bubblewrap(), "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with BubblewrapSandbox() as sandbox:
        session = sandbox.open(Limits(seconds=_SECONDS))
        try:
            session.ask("load", [[1, 1, _CELL]], 0)
            session.ask("cell", 1)
            said = session.output.strip()
        finally:
            session.close()
    if said != "3":
        return Finding(name, ok=False, found=f"{version}, but a worker within computed {said!r} instead of 3")
    return Finding(name, ok=True, found=f"{version}: a confined worker ran TensorFlow")


def _landlock(name: str) -> Finding:
    version = landlock_version()
    if not version:
        advice = (
            "Optional: a kernel from 5.13 on with landlock among its security modules adds a second wall."
        )
        return Finding(name, ok=True, found="not there", advice=advice)
    return Finding(name, ok=True, found=f"version {version}")


def _memory(name: str) -> Finding:
    fields = re.findall(r"^(MemTotal|MemAvailable):\s+(\d+) kB", _text("/proc/meminfo"), re.MULTILINE)
    if not fields:
        return Finding(name, ok=True, found="unknown on this system")
    total, free = (int(dict(fields)[field]) // 1024 for field in ("MemTotal", "MemAvailable"))
    found = f"{free / 1024:.1f} GiB free of {total / 1024:.1f} GiB"
    jobs = (free - _PARENT_MIB) // _WORKER_MIB
    if jobs < 1:
        wanted = f"at least {_PARENT_MIB + _WORKER_MIB} MiB free"
        return Finding(
            name, ok=False, found=found, advice=f"Grading needs {wanted}, and what submissions use."
        )
    return Finding(name, ok=True, found=f"{found}: enough for --jobs {jobs} small submissions")


def _memory_groups(name: str) -> Finding:
    groups = MemoryGroups.find()
    if groups is None:
        advice = (
            "Optional: as root, or under `systemd-run --user --scope -p Delegate=yes`, the kernel bounds the "
            "memory of each submission a second time, full sockets included."
        )
        return Finding(name, ok=True, found="cannot be made", advice=advice)
    return Finding(name, ok=True, found=f"version {groups.version}: tried with a process")


def _cores(name: str) -> Finding:
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:
        count = os.cpu_count() or 1
    return Finding(name, ok=True, found=f"{count}: take --jobs {count}")


PROBES: Final[dict[str, Callable[[str], Finding]]] = {
    "Python": _python,
    "TensorFlow": _tensorflow,
    "user namespaces": _user_namespaces,
    "bubblewrap": _bubblewrap,
    "Landlock": _landlock,
    "memory": _memory,
    "memory control groups": _memory_groups,
    "cores": _cores,
}
"""What is tried, in this order."""


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
