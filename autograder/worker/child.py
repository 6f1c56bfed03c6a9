"""One submission's process: set limits, then answer questions until the grader is gone."""

from __future__ import annotations

import gc
import os
import resource
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from autograder.wire import Budget
from autograder.worker.answers import Answerer
from autograder.worker.channel import receive, send

__all__ = ["become_worker"]

_QUESTIONS = Budget(size=256 * 2**20, depth=64, nodes=2_000_000)
"""The grader is trusted; this only bounds accidents."""


def become_worker(connection: socket.socket, output: int, settings: Mapping[str, Any]) -> NoReturn:
    """Turn this freshly forked process into the worker of one submission.

    Args:
        connection: Where questions come from and answers go.
        output: Descriptor that takes what the submission prints.
        settings: ``scratch`` (folder), ``limits`` and ``budget`` by name.
    """
    os.setsid()
    _redirect(output)
    _limit(settings["limits"])
    scratch = Path(settings["scratch"])
    os.chdir(scratch)
    gc.enable()
    serve(connection, Answerer(Budget(**settings["budget"]), scratch), Budget(**settings["budget"]))


def serve(connection: socket.socket, answerer: Answerer, budget: Budget) -> NoReturn:
    """Answer questions until the grader closes the connection; then end without any exit hook."""
    try:
        while True:
            number, (operation, operands), _none = receive(connection, _QUESTIONS)
            reply = answerer.answer(operation, operands)
            _flush()
            try:
                send(connection, number, reply, budget)
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001 (whatever does not travel is refused in words)
                send(connection, number, ["refused", str(error)[:500]], budget)
    finally:
        os._exit(0)


def _redirect(output: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(null)
    os.close(output)


def _flush() -> None:
    import sys  # noqa: PLC0415 (looked up anew: a submission may have replaced it)

    for stream in (sys.stdout, sys.stderr):
        # A stream may be a submission's own object, or closed; what it does is its own business.
        try:
            stream.flush()
        except BaseException:  # noqa: BLE001, S110
            pass


def _limit(limits: Mapping[str, Any]) -> None:
    """Set the kernel's limits: on private memory, CPU time, processes and file sizes."""
    current = _data_bytes()
    for name, value in (
        ("RLIMIT_DATA", current + limits["memory_mb"] * 2**20),
        ("RLIMIT_CPU", max(1, round(limits["cpu_seconds"]))),
        ("RLIMIT_FSIZE", limits["disk_mb"] * 2**20),
        ("RLIMIT_CORE", 0),
    ):
        resource.setrlimit(getattr(resource, name), (value, value))


def _data_bytes() -> int:
    """Return what this process already counts as data: TensorFlow's own share is not the submission's."""
    try:
        fields = Path("/proc/self/status").read_text().splitlines()
    except OSError:  # no /proc on this system
        return 2 * 2**30
    return next((int(line.split()[1]) * 1024 for line in fields if line.startswith("VmData:")), 2 * 2**30)
