"""Processor time of a command and of everything that it starts, also of what nobody waits for.

A process that its parent does not wait for is missing in ``wait4``, and inside bubblewrap there are such. A
control group counts them all; without one (not root), ``wait4`` has to do, and the figure says so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

__all__ = ["ALL_COUNTED", "measured"]

_V1 = Path("/sys/fs/cgroup/cpuacct")
_V2 = Path("/sys/fs/cgroup")


def _root() -> Path | None:
    for root in (_V1, _V2):
        if (root / "cgroup.procs").exists() and os.access(root, os.W_OK) and os.geteuid() == 0:
            return root
    return None


ALL_COUNTED = _root() is not None
"""Whether :func:`measured` counts every process, or only those that somebody waits for."""


def measured(command: Sequence[str], cwd: Path) -> tuple[float, float]:
    """Run a command and return its CPU seconds (with all its descendants) and its wall seconds."""
    with _group() as group, tempfile.TemporaryFile() as said:
        started = time.monotonic()
        words = (
            command
            if group is None
            else ["sh", "-c", f'echo $$ > {group}/cgroup.procs; exec "$@"', "sh", *command]
        )
        process = subprocess.Popen(words, stdout=said, stderr=said, cwd=cwd)
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said.read().decode()}")
        cpu = usage.ru_utime + usage.ru_stime if group is None else _seconds(group)
    return cpu, wall


@contextmanager
def _group() -> Iterator[Path | None]:
    root = _root()
    if root is None:
        yield None
        return
    group = root / f"benchmark-{os.getpid()}-{time.monotonic_ns()}"
    group.mkdir()
    try:
        yield group
    finally:
        for _ in range(100):  # a group can go when its last process has
            try:
                group.rmdir()
                break
            except OSError:
                time.sleep(0.05)


def _seconds(group: Path) -> float:
    if (group / "cpuacct.usage").exists():
        return int((group / "cpuacct.usage").read_text()) / 1e9
    fields = dict(line.split() for line in (group / "cpu.stat").read_text().splitlines())
    return int(fields["usage_usec"]) / 1e6
