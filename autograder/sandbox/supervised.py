"""The grader's side of a supervised worker: open one, ask for its end, say in words how it ended."""

from __future__ import annotations

import dataclasses
import io
import os
import select
import signal
import socket
import struct
from collections.abc import Callable, Mapping
from typing import Any

from autograder.errors import Crashed, SandboxLost, WorkerLost
from autograder.model import Limits
from autograder.sandbox.endings import crashed_by
from autograder.sandbox.exceeded import exceeded
from autograder.sandbox.printed import PipedOutput
from autograder.sandbox.renewed import RenewedParent
from autograder.sandbox.replies import answer_budget
from autograder.sandbox.session import PipeSession

__all__ = ["open_supervised"]

_SEEN = struct.Struct("<dd")
_END_SECONDS = 60.0
"""The kernel may take its time to free a full memory; nothing of the submission can make it take longer."""


def open_supervised(
    parent: RenewedParent,
    limits: Limits,
    settings: Mapping[str, Any],
    *,
    kills_itself: bool = True,
    then: Callable[[], None] = lambda: None,
) -> PipeSession:
    """Return a session with a freshly forked worker and its supervisor.

    Args:
        parent: Forks them.
        limits: What the submission may use.
        settings: What the supervisor has to know besides.
        kills_itself: Whether a worker can end itself with SIGKILL; otherwise that came from outside.
        then: What to do when all its processes are gone.
    """
    ours, theirs = socket.socketpair()
    report, supervisor = socket.socketpair()
    reader, writer = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
    os.set_blocking(writer, True)
    meter = os.fdopen(os.memfd_create("cpu", os.MFD_CLOEXEC), "rb", buffering=0)
    all_settings = {
        **settings,
        "limits": dataclasses.asdict(limits),
        "budget": dataclasses.asdict(answer_budget(limits)),
    }
    try:
        parent.spawn(all_settings, [theirs.fileno(), writer, supervisor.fileno(), meter.fileno()])
    except BaseException:
        os.close(reader)
        meter.close()
        ours.close()
        report.close()
        raise
    finally:
        theirs.close()
        supervisor.close()
        os.close(writer)

    def end(seconds: float) -> WorkerLost:
        try:
            return _end(report, limits, seconds, kills_itself=kills_itself)
        finally:
            meter.close()
            then()

    output = PipedOutput(reader, limits.output_kb * 1024, ended=report.fileno())
    return PipeSession(ours, output, limits, end, lambda: _read_meter(meter))


def _read_meter(meter: io.FileIO) -> tuple[float, float]:
    """Return what the supervisor has last seen, as ``Spending`` takes it; nothing when all is over."""
    written = b"" if meter.closed else os.pread(meter.fileno(), _SEEN.size, 0)
    seconds, running = _SEEN.unpack(written) if len(written) == _SEEN.size else (0.0, 0.0)
    return seconds, running


def _end(report: socket.socket, limits: Limits, seconds: float, *, kills_itself: bool) -> WorkerLost:
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
    raise SandboxLost(f"A worker could not be confined: {rest or 'its supervisor ended without a word'}")
