"""Walls around one submission, put up by the process that is about to run it.

Two processes take part. The *supervisor* is forked from the warm parent and makes the namespaces; it runs no
submission's code and cannot be seen from within. The *worker* is its only child, the first process of the new
namespaces; it locks itself in and then runs the cells.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from autograder.worker import kernel
from autograder.worker.landlock import restrict_files
from autograder.worker.seccomp import refuse_system_calls

__all__ = ["SCRATCH", "close_descriptors", "enter_namespaces", "limit", "lock_in", "redirect", "settle"]

SCRATCH: Final = "/tmp/submission"
"""Working directory inside a sandbox of namespaces."""

_FILES_PER_MIB: Final = 64
_OPEN_FILES: Final = 512
_SUPERVISOR: Final = 1
"""The supervisor counts among the processes of the new user namespace."""
_SLACK_PROCESSES: Final = 4
_SLACK_CPU: Final = 2
"""What lies between the kernel's own limits and the supervisor's, which can say in words what was hit."""

_DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def enter_namespaces(limits: Mapping[str, Any]) -> None:
    """Move this process, and its next child entirely, into namespaces of their own with a fresh ``/tmp``.

    Raises:
        OSError: The kernel refused.
    """
    user, group = os.getuid(), os.getgid()
    kernel.unshare(kernel.ALL_NAMESPACES)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")
    # A further user namespace would give back every right within it.
    _write("/proc/sys/user/max_user_namespaces", "0")
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    inodes = limits["disk_mb"] * _FILES_PER_MIB
    options = f"size={limits['disk_mb']}m,nr_inodes={inodes},mode=755,uid={user},gid={group}"
    kernel.mount("tmpfs", "/tmp", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)
    os.mkdir("/tmp/shm")  # noqa: PTH102
    kernel.mount("/tmp/shm", "/dev/shm", "", kernel.MS_BIND)
    os.mkdir(SCRATCH)  # noqa: PTH102
    if os.path.isdir("/data"):  # noqa: PTH112
        os.symlink("/data", f"{SCRATCH}/data")  # noqa: PTH211


def settle() -> None:
    """Finish the namespaces from within, as their first process: its own ``/proc``, no name."""
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("proc", "/proc", "proc", flags)
    socket.sethostname("sandbox")


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


def lock_in(scratch: str, *, readable: tuple[str, ...] = ("/",), has_rights: bool = True) -> None:
    """Give up all rights for good; from here on this process may run a submission.

    Args:
        scratch: The only folder that may be written, besides ``/tmp`` of a sandbox of namespaces.
        readable: What may be read, where the kernel has Landlock.
        has_rights: Whether there are capabilities to drop.

    Raises:
        OSError: The kernel refused; the submission must not run.
    """
    if has_rights:
        kernel.drop_capabilities()
    kernel.forbid_new_privileges()
    restrict_files(readable, (scratch, *_DEVICES))
    # After the last change of rights, which would undo it; the filter then keeps it from being undone.
    kernel.die_with_parent(signal.SIGKILL)
    refuse_system_calls()


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


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)
