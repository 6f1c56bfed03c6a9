"""``--sandbox user``: for containers of root that forbid namespaces; each worker is a user of its own.

It keeps a submission from the grader's files, memory and processes, and from others'. It does not hide that
processes and files exist, and the container's network is kept away by nothing but the system call filter.
Where namespaces are allowed, ``bubblewrap`` is stronger.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.errors import SandboxUnavailable
from autograder.model import Limits
from autograder.sandbox.memory_group import MemoryGroups
from autograder.sandbox.renewed import RenewedParent
from autograder.sandbox.session import PipeSession
from autograder.sandbox.supervised import open_supervised
from autograder.sandbox.users import ReservedUser
from autograder.sandbox.visible import find_interpreter, system_paths
from autograder.sandbox.warm import WORKER_ENVIRONMENT, WarmParent, package_folder, parent_arguments
from autograder.worker.landlock import landlock_version
from autograder.worker.walls import real_user

__all__ = ["UserSandbox"]

_SETTINGS = ("/etc/ld.so.cache", "/etc/localtime", "/etc/nsswitch.conf", "/proc/cpuinfo", "/proc/meminfo")
_LITTER = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")
"""Where any user may write; without Landlock a submission can, too."""
_KILLS = 1_000
_PAUSE = 0.005
_READS = "import os, sys; [os.listdir(p) if os.path.isdir(p) else open(p).close() for p in sys.argv[1:]]"


class UserSandbox:
    """Forks workers from a warm parent that stays root; each becomes a user with no name and no rights."""

    contains_malice = True

    def __init__(self, data: Path | None = None, *, private: Sequence[Path] = ()) -> None:
        """Start the warm parent.

        Args:
            data: Folder that every submission finds, read-only, as ``data`` in its working directory.
            private: What no submission may read; looked after where the kernel has no Landlock.

        Raises:
            SandboxUnavailable: This process is not root, or other users cannot run the interpreter, or they
                can read what is private and there is no Landlock.
        """
        if os.geteuid() != 0:
            raise SandboxUnavailable(
                "--sandbox user needs root, to become another user: take --sandbox bubblewrap."
            )
        interpreter = find_interpreter()
        paths, links = system_paths(interpreter)
        needed = [*interpreter.libraries, *interpreter.packages]
        self._readable = [*paths, *links, *needed, *(name for name in _SETTINGS if Path(name).exists())]
        _require_readable(interpreter.program, needed)
        if not landlock_version():
            _require_private(interpreter.program, private)
        self._groups = MemoryGroups.find()
        self._folder = Path(tempfile.mkdtemp(prefix="autograder-"))
        self._folder.chmod(0o711)
        self._data = self._copy(data) if data is not None else None
        self._parent = RenewedParent(
            lambda: WarmParent(
                lambda number: [
                    interpreter.program,
                    *parent_arguments(package_folder(), interpreter.packages, number, "none"),
                ],
                folder="/",
                environment=WORKER_ENVIRONMENT,
            )
        )

    def open(self, limits: Limits) -> PipeSession:
        """Return a session with a freshly forked worker; see ``Sandbox.open``."""
        kept = contextlib.ExitStack()
        with contextlib.ExitStack() as held:
            user, guard = (held.enter_context(ReservedUser()).number for _ in range(2))
            scratch = self._scratch(user)
            held.callback(_clean, scratch, user)
            settings = {
                "user": user,
                "guard": guard,
                "scratch": str(scratch),
                "readable": [*self._readable, *([str(self._data)] if self._data else [])],
            }
            session = open_supervised(self._parent, limits, settings, groups=self._groups, then=kept.close)
            kept.push(held.pop_all())
            return session

    def _scratch(self, user: int) -> Path:
        """Return a new folder of a user's own."""
        scratch = Path(tempfile.mkdtemp(dir=self._folder))
        if self._data is not None:
            (scratch / "data").symlink_to(self._data)
        os.chown(scratch, user, user)
        return scratch

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._parent.close()
        _remove(self._folder)

    def _copy(self, data: Path) -> Path:
        target = self._folder / "data"
        shutil.copytree(data, target)
        for path in (target, *target.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        return target


def _runs(program: str, paths: Sequence[str]) -> str:
    """Have a passing user open each path; return what was refused, or nothing."""
    words = [program, "-I", "-S", "-c", _READS, *paths]
    with ReservedUser() as user:
        try:
            done = subprocess.run(
                words,
                user=user.number,
                group=user.number,
                extra_groups=[],
                cwd="/",
                env={},
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError as error:
            return str(error)
    return done.stderr.strip().rpartition("\n")[2] if done.returncode else ""


def _require_readable(program: str, paths: Sequence[str]) -> None:
    refused = _runs(program, paths)
    if refused:
        raise SandboxUnavailable(
            f"--sandbox user needs an interpreter and packages that every user can read ({refused}): "
            "install them outside /root, for instance below /opt."
        )


def _require_private(program: str, paths: Sequence[Path]) -> None:
    for path in paths:
        if not _runs(program, [str(path.resolve())]):
            raise SandboxUnavailable(
                f"Every user can read {path}, and this kernel has no Landlock to prevent it: chmod 700 {path}"
            )


def _clean(scratch: Path, user: int) -> None:
    """End what a lost supervisor may have left of a submission, and remove what it wrote."""
    _end_all(user)
    _remove(scratch)
    for place in _LITTER:
        for path in _entries(place):
            # Others come and go meanwhile.
            with contextlib.suppress(OSError):
                if path.lstat().st_uid == user:
                    _remove(path)


def _end_all(user: int) -> None:
    """Kill the processes of a user until none is left."""
    for _ in range(_KILLS):
        if not (numbers := _processes_of(user)):
            return
        for number in numbers:
            with contextlib.suppress(OSError):
                _kill(number, user)
        time.sleep(_PAUSE)


def _kill(number: int, user: int) -> None:
    handle = os.pidfd_open(number)
    try:
        # Looked at again: the number may belong to another process by now, but the handle cannot.
        if real_user(number) == user:
            signal.pidfd_send_signal(handle, signal.SIGKILL)
    finally:
        os.close(handle)


def _processes_of(user: int) -> list[int]:
    """Return the numbers of a user's processes, but for those that have ended and wait to be noted."""
    numbers = [int(path.name) for path in _entries("/proc") if path.name.isdigit()]
    return [number for number in numbers if real_user(number) == user and _lives(number)]


def _lives(number: int) -> bool:
    try:
        fields = Path(f"/proc/{number}/stat").read_bytes().rpartition(b")")[2].split()
    except OSError:
        return False
    return fields[0] not in (b"Z", b"X")


def _entries(place: str) -> list[Path]:
    try:
        return list(Path(place).iterdir())
    except OSError:
        return []


def _remove(path: Path) -> None:
    # Not shutil's: it recurses, and the depth is the submission's choice.
    subprocess.run(["/bin/rm", "-rf", "--", str(path)], check=False)
