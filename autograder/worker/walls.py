"""Two kinds of walls around one submission, each as its supervisor and its worker put them up.

:class:`Namespaces` is the strong kind: the worker sees no other process, no network, no file not shown.
:class:`OtherUser` is for containers that forbid namespaces: root's supervisor, and a worker that is a user of
its own. It can still find out that other processes and files exist; it can read and signal none of them.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol

from autograder.worker import kernel
from autograder.worker.confine import lock_in

__all__ = ["Namespaces", "OtherUser", "Walls", "real_user", "walls_for"]

_SCRATCH: Final = "/tmp/submission"  # a fresh /tmp of the submission's own
_FILES_PER_MIB: Final = 64
_PR_SET_CHILD_SUBREAPER: Final = 36
_KILLS: Final = 1000
_PAUSE: Final = 0.005


class Walls(Protocol):
    """What a supervisor needs to know about the walls of its worker."""

    scratch: str
    """Working directory of the worker."""

    def prepare(self) -> None:
        """Do the supervisor's part, before the worker is forked; raises ``OSError`` when refused."""

    def close(self) -> None:
        """Do the worker's part, after which it may run a submission; raises ``OSError`` when refused."""

    def processes(self) -> list[int]:
        """Return the numbers of all the submission's processes."""

    def is_full(self) -> bool:
        """Say whether the submission may write no more."""

    def end(self, worker: int) -> int:
        """End every process of the submission and return the worker's wait status; the worker may be gone."""


def walls_for(settings: Mapping[str, Any]) -> Walls:
    """Return the walls that the settings ask for: those of a user of its own if they name one."""
    return OtherUser(settings) if "user" in settings else Namespaces(settings)


class Namespaces:
    """Namespaces of the submission's own, made by an unprivileged user within bubblewrap."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Take ``limits`` from the settings."""
        self.scratch = _SCRATCH
        self._megabytes: int = settings["limits"]["disk_mb"]

    def prepare(self) -> None:
        """Move this process, and its next child entirely, into new namespaces with a fresh ``/tmp``."""
        user, group = os.getuid(), os.getgid()
        kernel.unshare(kernel.ALL_NAMESPACES)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{user} {user} 1")
        _write("/proc/self/gid_map", f"{group} {group} 1")
        # A further user namespace would give back every right within it.
        _write("/proc/sys/user/max_user_namespaces", "0")
        kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
        size = f"size={self._megabytes}m,nr_inodes={self._megabytes * _FILES_PER_MIB}"
        options = f"{size},mode=755,uid={user},gid={group}"
        kernel.mount("tmpfs", "/tmp", "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)
        os.mkdir("/tmp/shm")  # noqa: PTH102
        kernel.mount("/tmp/shm", "/dev/shm", "", kernel.MS_BIND)
        os.mkdir(self.scratch)  # noqa: PTH102
        if os.path.isdir("/data"):  # noqa: PTH112
            os.symlink("/data", f"{self.scratch}/data")  # noqa: PTH211

    def close(self) -> None:
        """Mount a ``/proc`` of the new processes alone, and give up all rights."""
        flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
        kernel.mount("proc", "/proc", "proc", flags)
        socket.sethostname("sandbox")
        _die_first()
        os.chdir(self.scratch)
        kernel.drop_capabilities()
        lock_in(("/",), ("/tmp", "/dev/shm"))

    def processes(self) -> list[int]:
        """Return the namespace's processes; the supervisor, which is outside, is not among them."""
        return _numbers()

    def is_full(self) -> bool:
        """Say whether the scratch file system has no room or no more files."""
        found = os.statvfs("/tmp")
        return found.f_bavail == 0 or found.f_favail == 0

    def end(self, worker: int) -> int:
        """Kill the first process, and with it the namespace; returns only when all of it is gone."""
        os.kill(worker, signal.SIGKILL)
        return os.waitpid(worker, 0)[1]


class OtherUser:
    """A user of the submission's own, which runs nothing else and owns nothing but the scratch folder."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Take ``user``, ``guard`` (another one), ``scratch``, ``readable``, ``limits`` from the settings."""
        self.scratch: str = settings["scratch"]
        self._user: int = settings["user"]
        self._guard: int = settings["guard"]
        self._readable: list[str] = settings["readable"]
        self._megabytes: int = settings["limits"]["disk_mb"]

    def prepare(self) -> None:
        """Become the parent of whatever the submission leaves without one."""
        kernel.prctl(_PR_SET_CHILD_SUBREAPER, 1)

    def close(self) -> None:
        """Become the user, which gives up root's rights."""
        _die_first()
        os.chdir(self.scratch)
        os.setgroups([])
        os.setresgid(self._user, self._user, self._user)
        kernel.close_bounding_set()
        os.setresuid(self._user, self._user, self._user)
        os.environ.update(HOME=self.scratch, TMPDIR=self.scratch)
        # Chosen, and remembered, when the warm parent imported TensorFlow.
        tempfile.tempdir = self.scratch
        lock_in([*self._readable, "/proc/self"], [self.scratch], sockets=False)

    def processes(self) -> list[int]:
        """Return the user's processes."""
        return [number for number in _numbers() if real_user(number) == self._user]

    def is_full(self) -> bool:
        """Say whether the scratch folder holds more bytes or files than it may."""
        left, files = self._megabytes * 2**20, self._megabytes * _FILES_PER_MIB
        for entry in _walk(self.scratch):
            files -= 1
            with contextlib.suppress(OSError):
                left -= entry.stat(follow_symlinks=False).st_blocks * 512
            if left < 0 or files < 0:
                return True
        return False

    def end(self, worker: int) -> int:
        """Kill all at once, and until nothing is left: no process can fork faster than that."""
        status = 0
        for _ in range(_KILLS):
            _kill_all(self._user, self._guard)
            with contextlib.suppress(ChildProcessError):
                while (found := os.waitpid(-1, os.WNOHANG))[0]:
                    status = found[1] if found[0] == worker else status
                time.sleep(_PAUSE)
                continue
            return status
        raise OSError("the submission's processes could not be ended")


def _kill_all(user: int, guard: int) -> None:
    """Kill every process of a user by a helper that none of them may stop.

    By its effective user, the helper may kill them; by its real and its saved one, they may not signal it.
    Root itself would kill everything else as well.
    """
    helper = os.fork()
    if helper == 0:
        try:
            os.setgroups([])
            os.setresgid(guard, guard, guard)
            os.setresuid(guard, user, guard)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    os.waitpid(helper, 0)


def _die_first() -> None:
    """Have the kernel, when memory runs out, take this process rather than the grader."""
    with contextlib.suppress(OSError):
        _write("/proc/self/oom_score_adj", "1000")


def _numbers() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]  # noqa: PTH208


def real_user(number: int) -> int:
    """Return the user of a process, or -1 if it is gone; who owns its files in ``/proc`` says less."""
    try:
        with open(f"/proc/{number}/status", "rb") as file:  # noqa: PTH123
            return next((int(line.split()[1]) for line in file if line.startswith(b"Uid:")), -1)
    except OSError:
        return -1


def _walk(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield whatever is below a folder; without recursion, since its depth is the submission's choice."""
    folders = [folder]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    yield entry
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except OSError:
            continue


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)
