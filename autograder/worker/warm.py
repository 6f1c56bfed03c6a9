"""The warm parent: imports TensorFlow once, then forks one child a submission.

It runs no submission's code and reads nothing from its children. The grader talks to it over one socket; each
message is a request with an operation:

``["spawn", settings]`` with two descriptors
    fork a child that talks over the first and prints to the second; answer ``["ok", number]``;
``["end", number]``
    kill the child and answer ``["ok", status]``, its wait status;
end of file
    kill every child and end.
"""

from __future__ import annotations

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
from autograder.worker.child import become_worker

__all__ = ["main"]

_BUDGET = Budget()


def main(descriptor: int, modules: Sequence[str]) -> None:
    """Import the modules, say "ready" and serve requests until the grader is gone.

    Args:
        descriptor: Number of the inherited socket's descriptor.
        modules: What to import before the first fork; a name with a trailing ``?`` may be missing.
    """
    control = socket.socket(fileno=descriptor)
    control.set_inheritable(False)
    for name in modules:
        _warm(name)
    # What is here stays here: without the collector's marks, children keep sharing the parent's pages.
    gc.collect()
    gc.disable()
    gc.freeze()
    send(control, 0, ["ready", os.getpid()], _BUDGET)
    _serve(control, {})


def _warm(name: str) -> None:
    module, _, attribute = name.rstrip("?").partition(":")
    try:
        target: Any = importlib.import_module(module)
        for part in attribute.split(".") if attribute else ():
            target = getattr(target, part)
    except (ImportError, AttributeError):
        if not name.endswith("?"):
            raise


def _serve(control: socket.socket, children: dict[int, int]) -> None:
    while True:
        try:
            number, (operation, operand), descriptors = receive(control, _BUDGET, descriptors=2)
        except (EOFError, ConnectionError):
            break
        if operation == "spawn":
            reply = _spawn(control, children, operand, descriptors)
        else:
            reply = _end(children, operand)
        send(control, number, ["ok", reply], _BUDGET)
    for child in children.values():
        os.kill(child, signal.SIGKILL)


def _spawn(control: socket.socket, children: dict[int, int], settings: Any, descriptors: Sequence[int]) -> int:
    connection, output = descriptors
    child = os.fork()
    if child == 0:
        try:
            control.close()
            become_worker(socket.socket(fileno=connection), output, settings)
        finally:
            os._exit(70)
    os.close(connection)
    os.close(output)
    children[child] = child
    return child


def _end(children: dict[int, int], number: int) -> int:
    """Kill a child and everything in its session; it is not yet waited for, so its number is still its own."""
    child = children.pop(number)
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except ProcessLookupError:
            pass
    return os.waitpid(child, 0)[1]


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
