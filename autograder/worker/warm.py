"""The warm parent: imports TensorFlow once, then forks one child per submission.

It runs no submission's code and reads nothing from its children. The grader talks to it over one socket; each
message is a request with an operation:

``["spawn", settings]`` with two descriptors
    fork a worker that talks over the first and prints to the second; answer ``["ok", number]``;
``["spawn", settings]`` with four descriptors
    fork a supervisor that talks over the third, writes what was used of the CPU into the fourth, and whose
    child is the worker; answer ``["ok", number]``;
``["end", number]``
    kill a worker without a supervisor and answer ``["ok", status]``, its wait status;
end of file
    kill every worker that has no supervisor, and end.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from autograder.wire import Budget
from autograder.worker.channel import receive_with_descriptors, send
from autograder.worker.child import serve
from autograder.worker.confine import close_descriptors, limit, redirect
from autograder.worker.preload import preload
from autograder.worker.supervise import supervise, try_walls

__all__ = ["main"]

_BUDGET = Budget()


def main(words: Sequence[str]) -> NoReturn:
    """Import the modules, say "ready" and serve requests until the grader is gone.

    Args:
        words: Number of the inherited socket's descriptor; ``namespaces`` to try them first and say whether
            they hold, or anything else to do without; then the modules to import before the first fork, as
            ``preload`` takes them.
    """
    descriptor, walls, *modules = words
    control = socket.socket(fileno=int(descriptor))
    control.set_inheritable(False)
    send(control, 0, ["walls", try_walls() if walls == "namespaces" else ""], _BUDGET)
    preload(modules)
    # What is here stays here: without the collector's marks, children keep sharing the parent's pages.
    gc.collect()
    gc.disable()
    gc.freeze()
    send(control, 0, ["ready", ""], _BUDGET)
    _serve(control, set(), set())
    # The libraries take their time to end, and there is nothing left for them to do.
    os._exit(0)


def _serve(control: socket.socket, workers: set[int], supervisors: set[int]) -> None:
    while True:
        try:
            number, (operation, operand), descriptors = receive_with_descriptors(control, _BUDGET, 4)
        except (EOFError, ConnectionError):
            break
        if operation == "spawn":
            reply = _spawn(control, operand, descriptors)
            (workers if len(descriptors) == 2 else supervisors).add(reply)
        else:
            reply = _end(workers, operand)
        send(control, number, ["ok", reply], _BUDGET)
        _reap(supervisors)
    # Supervisors notice by themselves that the grader is gone, and end what is theirs.
    for child in workers:
        os.kill(child, signal.SIGKILL)


def _spawn(control: socket.socket, settings: Any, descriptors: Sequence[int]) -> int:
    child = os.fork()
    if child == 0:
        try:
            control.close()
            if len(descriptors) == 4:
                connection, output, report, meter = descriptors
                supervise((connection, output, report, meter), settings, serve)
            _become_worker(descriptors[0], descriptors[1], settings)
        finally:
            os._exit(70)
    for descriptor in descriptors:
        os.close(descriptor)
    return child


def _become_worker(connection: int, output: int, settings: Mapping[str, Any]) -> NoReturn:
    """Turn this freshly forked process into the worker of one submission, with limits and without walls.

    Args:
        connection: Descriptor of the socket where questions come from and answers go.
        output: Descriptor that takes what the submission prints.
        settings: ``scratch`` (folder), ``limits`` and ``budget`` by name.
    """
    os.setsid()
    if sys.platform == "linux":
        from autograder.worker.kernel import die_with_parent

        die_with_parent(signal.SIGKILL)
    redirect(output)
    limit(settings["limits"], supervised=False)
    os.chdir(settings["scratch"])
    serve(socket.socket(fileno=close_descriptors(connection)), settings, settings["scratch"])


def _end(workers: set[int], number: int) -> int:
    """Kill a worker and its session; it is not yet waited for, so its number is still its own."""
    workers.discard(number)
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            kill(number, signal.SIGKILL)
    return os.waitpid(number, 0)[1]


def _reap(supervisors: set[int]) -> None:
    """Take note of the supervisors that have ended; they end by themselves."""
    for number in list(supervisors):
        if os.waitpid(number, os.WNOHANG)[0]:
            supervisors.discard(number)
