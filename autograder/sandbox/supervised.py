"""The grader's side of a supervised worker: open one, ask for its end, say in words how it ended."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import os
import re
import select
import signal
import socket
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.errors import Crashed, SandboxLost, WorkerLost
from autograder.model import Limits
from autograder.sandbox.endings import crashed_by
from autograder.sandbox.exceeded import exceeded
from autograder.sandbox.memory_group import MemoryGroup, MemoryGroups
from autograder.sandbox.printed import PipedOutput
from autograder.sandbox.renewed import RenewedParent
from autograder.sandbox.replies import answer_budget
from autograder.sandbox.session import PipeSession

__all__ = ["open_supervised"]

_SEEN = struct.Struct("<dd")
_START_SECONDS = 60.0
_END_SECONDS = 60.0
"""The kernel may take its time to free a full memory; nothing of the submission can make it take longer."""


def open_supervised(
    parent: RenewedParent,
    limits: Limits,
    settings: Mapping[str, Any],
    *,
    groups: MemoryGroups | None,
    kills_itself: bool = True,
    then: Callable[[], None] = lambda: None,
) -> PipeSession:
    """Return a session with a freshly forked worker and its supervisor.

    Args:
        parent: Forks them.
        limits: What the submission may use.
        settings: What the supervisor has to know besides.
        groups: Where memory control groups can be made, if anywhere.
        kills_itself: Whether a worker can end itself with SIGKILL; otherwise that came from outside.
        then: What to do when all its processes are gone.

    Raises:
        SandboxLost: No worker could be forked or confined.
    """
    reader, writer = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    os.set_blocking(writer, True)
    all_settings = {
        **settings,
        "show_worker": groups is not None,
        "limits": dataclasses.asdict(limits),
        "budget": dataclasses.asdict(answer_budget(limits)),
    }
    with contextlib.ExitStack() as held:
        held.callback(os.close, reader)
        meter = held.enter_context(os.fdopen(os.memfd_create("cpu", os.MFD_CLOEXEC), "rb", buffering=0))
        ours, theirs = socket.socketpair()
        held.enter_context(ours)
        report, supervisor = socket.socketpair()
        held.enter_context(report)
        try:
            parent.spawn(all_settings, [theirs.fileno(), writer, supervisor.fileno(), meter.fileno()])
        finally:
            theirs.close()
            supervisor.close()
            os.close(writer)
        group = _grouped(report, groups, limits) if groups else None
        held.pop_all()

    def end(seconds: float) -> WorkerLost:
        try:
            return _end(report, limits, seconds, group, kills_itself=kills_itself)
        finally:
            meter.close()
            if group:
                group.remove()
            then()

    output = PipedOutput(reader, limits.output_kb * 1024, ended=report.fileno())
    was_full = group.was_full if group else lambda: False
    return PipeSession(ours, output, limits, end, lambda: _read_meter(meter), was_full)


def _grouped(report: socket.socket, groups: MemoryGroups, limits: Limits) -> MemoryGroup:
    """Return a group of a worker's own, into which it was put before it is asked anything.

    Raises:
        SandboxLost: There is no worker, or no group.
    """
    report.settimeout(_START_SECONDS)
    try:
        said, descriptors, _flags, _address = socket.recv_fds(report, 4000, 1)
        if not descriptors:
            raise _lost(said.decode("utf-8", "replace"))
        with os.fdopen(descriptors[0], "rb"):
            handle = Path(f"/proc/self/fdinfo/{descriptors[0]}").read_text(encoding="ascii")
            number = re.search(r"^Pid:\s*(\d+)$", handle, re.MULTILINE)
            if number is None:
                raise _lost("")
            group = groups.make(limits)
            try:
                group.take(int(number[1]))
            except OSError:
                group.remove()
                raise
    except OSError as error:
        raise _lost(f"fault {error}") from error
    return group


def _read_meter(meter: io.FileIO) -> tuple[float, float]:
    """Return what the supervisor has last seen, as ``Spending`` takes it; nothing when all is over."""
    written = b"" if meter.closed else os.pread(meter.fileno(), _SEEN.size, 0)
    seconds, running = _SEEN.unpack(written) if len(written) == _SEEN.size else (0.0, 0.0)
    return seconds, running


def _end(
    report: socket.socket, limits: Limits, seconds: float, group: MemoryGroup | None, *, kills_itself: bool
) -> WorkerLost:
    """Have the supervisor end everything, after so many seconds at most, and return what it says.

    Raises:
        SandboxLost: The walls could not be put up, or supervisor or worker were ended from outside.
    """
    with report:
        try:
            select.select([report], [], [], seconds)
            report.settimeout(_END_SECONDS)
            report.shutdown(socket.SHUT_WR)
            said = report.recv(4000).decode("utf-8", "replace")
        except OSError as error:
            raise SandboxLost(f"A submission's processes could not be ended: {error}") from error
    word, _, rest = said.partition(" ")
    if word == "limit":
        return exceeded(rest, limits)
    if group and group.was_full():
        return exceeded("memory", limits)
    if word == "exit":
        return Crashed(f"ended its process itself (exit code {rest})")
    if word == "signal" and int(rest) == signal.SIGKILL and not kills_itself:
        raise SandboxLost(
            "A worker was ended from outside, perhaps because the machine has too little memory."
        )
    if word == "signal":
        return crashed_by(int(rest))
    if word == "ended":
        return Crashed("closed its connection to the grader")
    raise _lost(said)


def _lost(said: str) -> SandboxLost:
    """Return, as an exception, that there is no worker, and what its supervisor said of that."""
    _word, _, rest = said.partition(" ")
    return SandboxLost(f"A worker could not be confined: {rest or 'its supervisor ended without a word'}")
