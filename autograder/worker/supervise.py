"""The supervisor of one submission: watches what all its processes use together, ends them, says why.

It is forked from the warm parent, runs no submission's code, and reads of the submission only numbers that
the kernel reports. The grader talks to it over a socket of its own: a byte, or the end of the stream, means
"end it"; what comes back is one line, after a descriptor of the worker's process if it was asked for; one of

``exit CODE``, ``signal NUMBER``
    how the first process ended by itself;
``limit NAME``
    which limit was exceeded: ``cpu``, ``descriptors``, ``disk``, ``memory`` or ``processes``;
``ended``
    ended as asked;
``fault TEXT``
    the walls could not be put up, and nothing of the submission was run.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import socket
import struct
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn

from autograder.worker.confine import close_descriptors, limit, redirect
from autograder.worker.usage import Usage
from autograder.worker.walls import Walls, walls_for

__all__ = ["Serve", "supervise", "try_walls"]

_INTERVAL: Final = 0.1
"""Seconds between two looks, unless looking takes long."""
_SHARE: Final = 10
"""A look may take one part in so many of the time."""

_NICER: Final = 5

Serve = Callable[[socket.socket, Mapping[str, Any], str], NoReturn]


def supervise(descriptors: tuple[int, int, int, int], settings: Mapping[str, Any], serve: Serve) -> NoReturn:
    """Turn this freshly forked process into a supervisor, and its child into the worker.

    Args:
        descriptors: The worker's conversation, where it prints, the supervisor's own socket, and a file for
            the CPU seconds that were used and the processes that want more, written anew at each look.
        settings: ``limits`` and ``budget`` by name, and whether to ``show_worker`` at first.
        serve: What the worker does once it is locked in.
    """
    connection, output, report, meter = descriptors
    try:
        os.setsid()
        walls = walls_for(settings)
        walls.prepare()
        worker = _start(walls, connection, output, settings, serve)
        os.close(connection)
        os.close(output)
        if settings.get("show_worker"):
            _show(worker, report)
        usage = Usage(settings["limits"], walls.processes, walls.is_full)
        said = _watch(walls, worker, report, meter, usage)
    # Whatever went wrong went wrong before a cell ran, or in this process: it is the grader's to say.
    except BaseException as error:
        said = f"fault {error}"
    os.write(report, said.encode()[:2000])
    os._exit(0)


def _show(worker: int, report: int) -> None:
    """Give the grader, to whom its number here says nothing, a handle of the worker."""
    handle = os.pidfd_open(worker)
    with socket.socket(fileno=os.dup(report)) as connection:
        socket.send_fds(connection, [b"worker"], [handle])
    os.close(handle)


def try_walls() -> str:
    """Put the walls up once around nothing; return why that is refused, or nothing."""
    limits = {"cpu_seconds": 9, "memory_mb": 64, "processes": 9, "disk_mb": 1}
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        report = theirs.detach()
        descriptors = os.dup(report), os.dup(report), report, os.open(os.devnull, os.O_WRONLY)
        supervise(descriptors, {"limits": limits}, lambda *_: os._exit(0))
    theirs.close()
    with ours:
        said = ours.recv(2000).decode("utf-8", "replace")
    os.waitpid(child, 0)
    return "" if said == "exit 0" else said.removeprefix("fault ")


def _start(walls: Walls, connection: int, output: int, settings: Mapping[str, Any], serve: Serve) -> int:
    """Fork the worker and return its number once it is locked in.

    Raises:
        OSError: It is not, and has ended without running anything of the submission.
    """
    reader, writer = os.pipe()
    worker = os.fork()
    if worker:
        os.close(writer)
        _confirm(worker, reader)
        return worker
    try:
        # Its own session and a lower priority: however many they are, the supervisor gets its turn.
        os.setsid()
        os.nice(_NICER)
        redirect(output)
        limit(settings["limits"], supervised=True)
        walls.close()
        os.write(writer, b"locked in")
        serve(socket.socket(fileno=close_descriptors(connection)), settings, walls.scratch)
    except BaseException as error:
        os.write(writer, str(error).encode()[:1000])
    finally:
        os._exit(70)


def _confirm(worker: int, reader: int) -> None:
    """Wait until the worker is locked in.

    Raises:
        OSError: It is not.
    """
    said = os.read(reader, 1000).decode("utf-8", "replace")
    os.close(reader)
    if said != "locked in":
        os.waitpid(worker, 0)
        raise OSError(said or "the worker ended before it was locked in")


def _watch(walls: Walls, worker: int, report: int, meter: int, usage: Usage) -> str:
    """Wait for the worker's end, an exceeded limit or the grader's word; end all; return what to report."""
    handle = os.pidfd_open(worker)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    poll.register(report, select.POLLIN)
    said, pause = "", _INTERVAL
    while not said:
        ready = {descriptor for descriptor, _event in poll.poll(pause * 1000)}
        started = time.process_time()
        if handle in ready:
            return _status(walls.end(worker), usage.cpu_limit)
        said = "ended" if report in ready else usage.exceeded()
        os.pwrite(meter, struct.pack("<dd", usage.cpu_seconds, usage.running), 0)
        pause = max(_INTERVAL, _SHARE * (time.process_time() - started))
    walls.end(worker)
    return said


def _status(status: int, cpu_limit: float) -> str:
    """Return how the worker ended; the kernel's own limit on the CPU may have been before the next look."""
    if os.WIFEXITED(status):
        return f"exit {os.WEXITSTATUS(status)}"
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if os.WTERMSIG(status) == signal.SIGKILL and used.ru_utime + used.ru_stime > cpu_limit:
        return "limit cpu"
    return f"signal {os.WTERMSIG(status)}"
