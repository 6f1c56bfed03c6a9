"""What the processes of one submission use together, from the numbers that the kernel gives for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

__all__ = ["Usage", "cpu_seconds_of"]

_MOST_DESCRIPTORS: Final = 1_024
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_QUICK: Final = ("RssAnon", "RssShmem", "VmPTE", "VmSwap")
_EXACT: Final = ("Pss_Anon", "Pss_Shmem", "SwapPss")


class Usage:
    """Compares sums over processes with the limits.

    What the last look found is in ``cpu_seconds``, and in ``running`` how many processes wanted the CPU.
    """

    def __init__(
        self,
        limits: Mapping[str, Any],
        processes: Callable[[], Iterable[int]],
        is_full: Callable[[], bool],
    ) -> None:
        """Take the first process as it is now for what a worker has before it runs anything.

        Args:
            limits: ``cpu_seconds``, ``memory_mb`` and ``processes``.
            processes: Returns the numbers of the processes to look at.
            is_full: Says whether they have written too much.
        """
        self.cpu_limit: float = limits["cpu_seconds"]
        self._limits = limits
        self._processes = processes
        self._is_full = is_full
        self._times: dict[tuple[int, int], float] = {}
        self._gone = 0.0
        self.cpu_seconds = 0.0
        self.running = 0
        self._own_kib = sum(_quick(_fields(f"/proc/{number}/status")) for number in processes())

    def exceeded(self) -> str:
        """Return ``limit NAME`` for the first limit that is exceeded, or nothing."""
        numbers = list(self._processes())
        statuses = [_fields(f"/proc/{number}/status") for number in numbers]
        if sum(status.get("Threads", 0) for status in statuses) > self._limits["processes"]:
            return "limit processes"
        if sum(map(_descriptors, numbers)) > _MOST_DESCRIPTORS:
            return "limit descriptors"
        self.cpu_seconds = max(self.cpu_seconds, self._cpu_seconds(numbers))
        if self.cpu_seconds > self.cpu_limit:
            return "limit cpu"
        if self._is_full():
            return "limit disk"
        if self._is_too_much(sum(map(_quick, statuses))):
            # Pages that forked processes share were counted once for each; look closer, which takes longer.
            tables = sum(status.get("VmPTE", 0) for status in statuses)
            if self._is_too_much(sum(map(_exact, numbers)) + tables):
                return "limit memory"
        return ""

    def _is_too_much(self, kib: int) -> bool:
        return bool(kib - self._own_kib > self._limits["memory_mb"] * 1024)

    def _cpu_seconds(self, numbers: Iterable[int]) -> float:
        """Return the larger sum: of each process ever seen, or of those alive with their children."""
        now: dict[tuple[int, int], float] = {}
        with_children = 0.0
        self.running = 0
        for number in numbers:
            own, children, started, runs = _times(number)
            self.running += runs
            now[number, started] = own
            with_children += own + children
        self._gone += sum(seconds for key, seconds in self._times.items() if key not in now)
        self._times = now
        return max(self._gone + sum(now.values()), with_children)


def cpu_seconds_of(number: int) -> float:
    """Return CPU seconds of a process and of those of its children that it has waited for; 0 if unknown."""
    own, children, _started, _runs = _times(number)
    return own + children


def _descriptors(number: int) -> int:
    """Return how many files and sockets a process has open: what waits in them is memory of no process."""
    try:
        return sum(1 for _ in os.scandir(f"/proc/{number}/fd"))
    except OSError:
        return 0


def _quick(status: Mapping[str, int]) -> int:
    return sum(status.get(name, 0) for name in _QUICK)


def _exact(number: int) -> int:
    fields = _fields(f"/proc/{number}/smaps_rollup")
    return sum(fields.get(name, 0) for name in _EXACT) if "Pss_Anon" in fields else fields.get("Pss", 0)


def _fields(path: str) -> dict[str, int]:
    """Return the numbers of a file of ``Name: number`` lines; none if the process is gone."""
    found = {}
    for line in _read(path).splitlines():
        name, _, rest = line.partition(b":")
        number = rest.split()[:1]
        if number and number[0].isdigit():
            found[name.decode("ascii", "replace")] = int(number[0])
    return found


def _times(number: int) -> tuple[float, float, int, bool]:
    """Return CPU seconds of a process, those of children that it waited for, its start, whether it runs."""
    # The name may hold anything, brackets and spaces included; it ends with the last bracket.
    fields = _read(f"/proc/{number}/stat").rpartition(b")")[2].split()
    if len(fields) < 20:
        return 0.0, 0.0, 0, False
    user, system, children_user, children_system = map(int, fields[11:15])
    of_children = (children_user + children_system) / _TICKS
    return (user + system) / _TICKS, of_children, int(fields[19]), fields[0] == b"R"


def _read(path: str) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return b""
    try:
        return os.read(descriptor, 2**16)
    except OSError:
        return b""
    finally:
        os.close(descriptor)
