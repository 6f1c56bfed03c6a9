"""The warm parent: imports TensorFlow once, then forks one child a submission.

It runs no submission's code and reads nothing from its children. The grader talks to it over one socket; each
message is a request with an operation:

``["spawn", settings]`` with two descriptors
    fork a worker that talks over the first and prints to the second; answer ``["ok", number]``;
``["spawn", settings]`` with three descriptors
    fork a supervisor that talks over the third, and whose child is the worker; answer ``["ok", number]``;
``["end", number]``
    kill a worker without a supervisor and answer ``["ok", status]``, its wait status;
end of file
    kill every worker that has no supervisor, and end.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
from collections.abc import Sequence
from typing import Any

from autograder.wire import Budget
from autograder.worker.channel import receive, send
from autograder.worker.child import become_worker, serve
from autograder.worker.supervise import supervise, try_walls

__all__ = ["main"]

_BUDGET = Budget()


def main(descriptor: int, walls: str, modules: Sequence[str]) -> None:
    """Import the modules, say "ready" and serve requests until the grader is gone.

    Args:
        descriptor: Number of the inherited socket's descriptor.
        walls: ``namespaces`` to try them first and say whether they hold; anything else to do without.
        modules: What to import before the first fork; a name with a trailing ``?`` may be missing.
    """
    control = socket.socket(fileno=descriptor)
    control.set_inheritable(False)
    send(control, 0, ["walls", try_walls() if walls == "namespaces" else ""], _BUDGET)
    for name in modules:
        _warm(name)
    # What is here stays here: without the collector's marks, children keep sharing the parent's pages.
    gc.collect()
    gc.disable()
    gc.freeze()
    send(control, 0, ["ready", ""], _BUDGET)
    _serve(control, set(), set())


def _warm(name: str) -> None:
    module, _, attribute = name.rstrip("?").partition(":")
    try:
        target: Any = importlib.import_module(module)
        for part in attribute.split(".") if attribute else ():
            target = getattr(target, part)
    except (ImportError, AttributeError):
        if not name.endswith("?"):
            raise


def _serve(control: socket.socket, workers: set[int], supervisors: set[int]) -> None:
    while True:
        try:
            number, (operation, operand), descriptors = receive(control, _BUDGET, descriptors=3)
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
            if len(descriptors) == 3:
                connection, output, report = descriptors
                supervise((connection, output, report), settings, serve)
            become_worker(descriptors[0], descriptors[1], settings)
        finally:
            os._exit(70)
    for descriptor in descriptors:
        os.close(descriptor)
    return child


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


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
