"""``--sandbox bubblewrap``: workers in namespaces of their own, from a warm parent inside bubblewrap."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
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
from autograder.sandbox.visible import (
    find_interpreter,
    package_paths,
    settings_files,
    system_paths,
    worker_modules,
)
from autograder.sandbox.warm import MODULES, WORKER_ENVIRONMENT, WarmParent, package_folder, parent_arguments

__all__ = ["BubblewrapSandbox", "find_bubblewrap"]

_PLACES = ("/usr/bin", "/bin", "/usr/local/bin", "/run/current-system/sw/bin")
"""Where bubblewrap may be; not the search path, in which anybody's folder can stand."""
_STAGES = ("/mnt", "/media", "/srv", "/run")
"""Folders that every user may enter, for a mount that only the sandbox's own processes see."""
_CODE = "/opt/autograder"
_DEVICES = ("null", "full", "random", "urandom")
"""Not ``zero``: mapped shared, it is memory of no process."""
_OTHER_WAY = "or choose --sandbox process, which contains accidents and not malice"


class BubblewrapSandbox:
    """Forks workers from a warm parent that sees no file of the course and no network.

    Started by root, it becomes an unprivileged user before anything else.
    """

    contains_malice = True

    def __init__(self, data: Path | None = None, *, modules: Sequence[str] = MODULES) -> None:
        """Start the warm parent and try its walls.

        Args:
            data: Folder that every submission finds, read-only, as ``data`` in its working directory.
            modules: What is imported before the first submission.

        Raises:
            SandboxUnavailable: Bubblewrap is missing, or this machine does not let it work.
        """
        program = find_bubblewrap()
        self._groups = MemoryGroups.find()
        with contextlib.ExitStack() as held:
            user = held.enter_context(ReservedUser()).number if os.geteuid() == 0 else os.geteuid()
            self._parent = RenewedParent(lambda: _started(program, data, user, modules))
            self._held = held.pop_all()

    def open(self, limits: Limits) -> PipeSession:
        """Return a session with a freshly forked worker; see ``Sandbox.open``."""
        # Of its own SIGKILL, the first process of a namespace does not die.
        return open_supervised(self._parent, limits, {}, groups=self._groups, kills_itself=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._parent.close()
        self._held.close()


def _started(program: str, data: Path | None, user: int, modules: Sequence[str]) -> WarmParent:
    """Return a warm parent within bubblewrap that has tried its walls.

    Raises:
        SandboxUnavailable: This machine does not let bubblewrap work.
    """
    with _Files() as files:
        command = _Command(program, data, user, modules, files)
        parent = WarmParent(
            command.words, folder="/", environment=WORKER_ENVIRONMENT, files=files.descriptors
        )
        try:
            parent.require_walls()
        except SandboxUnavailable as error:
            raise SandboxUnavailable(_advice(str(error))) from error
        return parent


def find_bubblewrap() -> str:
    """Return the path of bubblewrap.

    Raises:
        SandboxUnavailable: It is not installed where the system keeps its programs.
    """
    found = shutil.which("bwrap", path=os.pathsep.join(_PLACES))
    if found is None:
        raise SandboxUnavailable(
            "bubblewrap is not installed: install it (Debian, Ubuntu: apt install bubblewrap; "
            f"Fedora: dnf install bubblewrap), {_OTHER_WAY}."
        )
    return found


class _Files:
    """Files in memory, for bubblewrap to copy into the sandbox."""

    def __init__(self) -> None:
        self.descriptors: list[int] = []

    def add(self, content: bytes) -> int:
        """Return the descriptor of a file with this content."""
        descriptor = os.memfd_create("autograder")
        self.descriptors.append(descriptor)
        with open(descriptor, "wb", closefd=False) as file:
            file.write(content)
        os.lseek(descriptor, 0, os.SEEK_SET)
        return descriptor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for descriptor in self.descriptors:
            os.close(descriptor)


class _Command:
    """The command line of a warm parent inside bubblewrap."""

    def __init__(
        self, program: str, data: Path | None, user: int, modules: Sequence[str], files: _Files
    ) -> None:
        self._program = program
        self._user = user
        self._modules = modules
        self._interpreter = find_interpreter()
        self._mounts, self._links = system_paths(self._interpreter)
        self._packages = package_paths(self._interpreter)
        self._mounts |= self._packages
        self._data = str(data.resolve()) if data is not None else ""
        contents = worker_modules(_CODE) | settings_files()
        self._files = {place: files.add(content) for place, content in contents.items()}

    def words(self, number: int) -> list[str]:
        """Return the command line for a parent whose control socket has this descriptor."""
        sources = list(self._mounts.values())
        if os.geteuid() != 0:
            return self._bubblewrap(number, sources, self._data)
        stage = next((place for place in _STAGES if Path(place).is_dir()), "/tmp")
        launcher = [sys.executable, "-I", "-S", str(Path(__file__).parent / "launch.py"), package_folder()]
        staged = [f"{stage}/{index}" for index in range(len(sources))]
        words = [stage, str(self._user), "\n".join(sources), self._data]
        data = f"{stage}/data" if self._data else ""
        return [*launcher, *words, *self._bubblewrap(number, staged, data)]

    def _bubblewrap(self, number: int, sources: Sequence[str], data: str) -> list[str]:
        words = [self._program, "--unshare-all", "--die-with-parent", "--new-session"]
        words += ["--uid", "1000", "--gid", "1000", "--hostname", "sandbox"]
        words += ["--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", "/dev", "--dir", "/dev/shm"]
        for target, link in self._links.items():
            words += ["--symlink", link, target]
        for target, source in zip(self._mounts, sources, strict=True):
            words += ["--ro-bind", source, target]
        words += ["--ro-bind", data, "/data"] if data else []
        for place, descriptor in self._files.items():
            words += ["--perms", "0644", "--file", str(descriptor), place]
        for folder in _installed(self._packages):
            words += ["--tmpfs", folder, "--remount-ro", folder]
        for name in _DEVICES:
            words += ["--dev-bind", f"/dev/{name}", f"/dev/{name}"]
        words += ["--symlink", "/proc/self/fd", "/dev/fd", "--remount-ro", "/dev", "--remount-ro", "/"]
        words += ["--chdir", "/tmp", "--", self._interpreter.program]
        return words + parent_arguments(_CODE, tuple(self._packages), number, "namespaces", self._modules)


def _installed(packages: Mapping[str, str]) -> list[str]:
    """Return where the whole kit would be seen among the packages; it is to be hidden."""
    return [
        f"{place}/autograder" for place, source in packages.items() if Path(source, "autograder").is_dir()
    ]


def _advice(said: str) -> str:
    """Return one line: what the system said, and what to allow."""
    text = " ".join(said.split())
    return (
        f"bubblewrap cannot confine submissions here ({text[:300]}): allow user namespaces "
        "(sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone, "
        "kernel.apparmor_restrict_unprivileged_userns; in a container that forbids them: "
        f"--sandbox user, as root), {_OTHER_WAY}."
    )
