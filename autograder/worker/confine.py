"""Steps with which a freshly forked process confines itself, whatever the walls around it are."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from autograder.worker import kernel
from autograder.worker.landlock import restrict_files
from autograder.worker.seccomp import refuse_system_calls

__all__ = ["close_descriptors", "limit", "lock_in", "redirect"]

_OPEN_FILES: Final = 256
_SUPERVISOR: Final = 1
"""The supervisor counts among the processes of the new user namespace."""
_SLACK_PROCESSES: Final = 4
_SLACK_CPU: Final = 2
"""What lies between the kernel's own limits and the supervisor's, which can say in words what was hit."""

_DEVICES: Final = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")
"""Not ``/dev/zero``: mapped shared, it is memory of no process."""


def redirect(output: int) -> None:
    """Read from nowhere and print to the given descriptor."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)


def close_descriptors(keep: int) -> int:
    """Close every descriptor but the standard ones and one more; return its new number."""
    os.dup2(keep, 3)
    os.closerange(4, 2**20)
    return 3


def lock_in(readable: Iterable[str], writable: Iterable[str], *, sockets: bool = True) -> None:
    """Forbid this process for good to regain what it has given up; from here on it may run a submission.

    Args:
        readable: Beneath what it may read, where the kernel has Landlock.
        writable: Beneath what it may write as well.
        sockets: Whether it may make Unix sockets that others could be reached by.

    Raises:
        OSError: The kernel refused; the submission must not run.
    """
    kernel.drop_held_capabilities()
    kernel.forbid_new_privileges()
    has_landlock = restrict_files((*readable, *_DEVICES), (*writable, *_DEVICES))
    # After the last change of rights, which would undo it; the filter then keeps it from being undone.
    kernel.die_with_parent(signal.SIGKILL)
    # Without a socket there is no file system of the submission's own either, nor a ``/dev``.
    refuse_system_calls(sockets=sockets, shared_files=sockets or has_landlock)


def limit(limits: Mapping[str, Any], *, supervised: bool) -> None:
    """Set the kernel's own limits on this process and on all that it starts.

    Args:
        limits: What the submission may use, by name.
        supervised: Whether a supervisor, which can say in words what was hit, is to notice first; and whether
            the processes are a user's of their own, so that their number can be limited.
    """
    cpu = max(1, round(limits["cpu_seconds"]))
    chosen = {
        "RLIMIT_DATA": _data_bytes() + limits["memory_mb"] * 2**20,
        "RLIMIT_CPU": cpu,
        "RLIMIT_NOFILE": _OPEN_FILES,
        "RLIMIT_FSIZE": limits["disk_mb"] * 2**20,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_CORE": 0,
    }
    if supervised:
        chosen["RLIMIT_CPU"] = cpu + _SLACK_CPU
        chosen["RLIMIT_NPROC"] = limits["processes"] + _SUPERVISOR + _SLACK_PROCESSES
    for name, value in chosen.items():
        _lower(name, value)


def _lower(name: str, value: int) -> None:
    kind = getattr(resource, name, None)
    if kind is None:
        return  # not on this system
    _soft, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _data_bytes() -> int:
    """Return what this process already counts as data: TensorFlow's own share is not the submission's."""
    try:
        fields = Path("/proc/self/status").read_text().splitlines()
    except OSError:  # no /proc on this system
        return 2 * 2**30
    return next((int(line.split()[1]) * 1024 for line in fields if line.startswith("VmData:")), 2 * 2**30)
