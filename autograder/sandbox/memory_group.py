"""A control group that bounds the memory of one submission, what the kernel keeps for it included.

The supervisor's sums speak first and say more. This wall stands behind them: it also counts what belongs to
no process, such as full sockets, and what comes and goes between two looks.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from autograder.model import Limits

__all__ = ["MemoryGroup", "MemoryGroups", "candidates"]

_SLACK_MB: Final = 64
"""What a worker has before it runs anything, and what the kernel needs for it."""
_NAME: Final = re.compile(r"autograder-(\d+)-\d+")
_REMOVALS: Final = 100
_PAUSE: Final = 0.01


@dataclass(frozen=True, slots=True)
class MemoryGroups:
    """Where this process may make memory control groups."""

    version: int
    """Of the kernel's control groups: 1 or 2."""
    folder: Path
    """The group below which they are made."""

    @classmethod
    def find(cls) -> MemoryGroups | None:
        """Return where groups can be made, each step having been tried; None where they cannot."""
        mounts = _text("/proc/self/mountinfo").splitlines()
        own = _text("/proc/self/cgroup").splitlines()
        for groups in candidates(mounts, own, is_root=os.geteuid() == 0):
            with contextlib.suppress(OSError):
                _sweep(groups.folder)
                if groups.version == 2:
                    _enable(groups.folder)
                groups._try()
                return groups
        return None

    def make(self, limits: Limits) -> MemoryGroup:
        """Return a new, empty group for a submission with these limits.

        Raises:
            OSError: It cannot be made (any more).
        """
        mb = limits.memory_mb + limits.disk_mb + _SLACK_MB
        return MemoryGroup(self.version, self.folder, mb * 1024 * 1024)

    def _try(self) -> None:
        """Make a group, put a process into it and remove it.

        Raises:
            OSError: One of these may not be done.
        """
        with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
            try:
                group = self.make(Limits())
                try:
                    group.take(process.pid)
                finally:
                    process.kill()
                    process.wait()
                    group.remove()
            finally:
                process.kill()


class MemoryGroup:
    """One group. The kernel ends its processes where they would need more than the limit."""

    _made = 0

    def __init__(self, version: int, folder: Path, limit: int) -> None:
        """Make it.

        Args:
            version: Of the kernel's control groups: 1 or 2.
            folder: The group below which it is made.
            limit: In bytes, swapped memory included.

        Raises:
            OSError: It cannot be made.
        """
        self._version = version
        while True:
            MemoryGroup._made += 1
            self._folder = folder / f"autograder-{os.getpid()}-{MemoryGroup._made}"
            with contextlib.suppress(FileExistsError):
                self._folder.mkdir()
                break
        try:
            if version == 2:
                self._write("memory.max", limit)
                # Not every kernel has swap, or ends a group as a whole.
                self._write_if_there("memory.swap.max", 0)
                self._write_if_there("memory.oom.group", 1)
            else:
                self._write("memory.limit_in_bytes", limit)
                self._write_if_there("memory.memsw.limit_in_bytes", limit)
        except OSError:
            self.remove()
            raise

    def take(self, process: int) -> None:
        """Put a process into the group, and with it all that it will start.

        Raises:
            OSError: It is gone, or this may not be done.
        """
        self._write("cgroup.procs", process)

    def was_full(self) -> bool:
        """Return whether the kernel has ended a process of the group for its memory."""
        name = "memory.events" if self._version == 2 else "memory.oom_control"
        found = re.search(r"^oom_kill (\d+)$", _text(str(self._folder / name)), re.MULTILINE)
        return found is not None and found[1] != "0"

    def remove(self) -> None:
        """Remove the group, whose processes are gone; may be called twice."""
        for _ in range(_REMOVALS):
            try:
                self._folder.rmdir()
            except FileNotFoundError:
                return
            except OSError:
                # The kernel has yet to note the end of the last process.
                time.sleep(_PAUSE)
            else:
                return

    def _write(self, name: str, value: int) -> None:
        (self._folder / name).write_text(f"{value}", encoding="ascii")

    def _write_if_there(self, name: str, value: int) -> None:
        with contextlib.suppress(OSError):
            self._write(name, value)


def candidates(mounts: Iterable[str], own: Iterable[str], *, is_root: bool) -> list[MemoryGroups]:
    """Return where groups might be made, the best place first.

    Args:
        mounts: Lines of ``/proc/self/mountinfo``.
        own: Lines of ``/proc/self/cgroup``: the groups that this process is in.
        is_root: Whether groups may be made at the top as well.
    """
    paths = {}
    for line in own:
        _number, controllers, path = line.split(":", 2)
        paths.update(dict.fromkeys(controllers.split(","), path))
    found = []
    for line in mounts:
        fields, _, rest = line.partition(" - ")
        kind, _source, options = rest.split(" ", 2)
        root, mounted = (_unescaped(field) for field in fields.split(" ")[3:5])
        if kind == "cgroup2" and "" in paths:
            version, path = 2, paths[""]
        elif kind == "cgroup" and "memory" in options.split(",") and "memory" in paths:
            version, path = 1, paths["memory"]
        else:
            continue
        inside = os.path.relpath(path, root)
        if not inside.startswith(".."):
            found.append(MemoryGroups(version, Path(mounted, inside)))
        if is_root:
            found.append(MemoryGroups(version, Path(mounted)))
    return list(dict.fromkeys(found))


def _enable(folder: Path) -> None:
    """Have the groups below one of version 2 count memory.

    A group with processes of its own may have none such below it. Where this process is alone in a group that
    was handed to it, it steps aside, into one below.

    Raises:
        OSError: It cannot be done.
    """
    if "memory" not in (folder / "cgroup.controllers").read_text(encoding="ascii").split():
        raise OSError("memory is not counted here")
    control = folder / "cgroup.subtree_control"
    if "memory" in control.read_text(encoding="ascii").split():
        return
    try:
        control.write_text("+memory", encoding="ascii")
    except OSError:
        aside = folder / "autograder"
        if (folder / "cgroup.procs").read_text(encoding="ascii").split() != [str(os.getpid())]:
            raise
        aside.mkdir(exist_ok=True)
        (aside / "cgroup.procs").write_text(str(os.getpid()), encoding="ascii")
        control.write_text("+memory", encoding="ascii")


def _sweep(folder: Path) -> None:
    """Remove the groups of graders that were killed; those in use cannot be removed."""
    for path in folder.iterdir():
        owner = _NAME.fullmatch(path.name)
        if owner and not Path("/proc", owner[1]).exists():
            with contextlib.suppress(OSError):
                path.rmdir()


def _unescaped(field: str) -> str:
    """Return a path of ``mountinfo`` as it is."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
