"""A worker that is a process of its own from the start, where nothing can be forked.

It is told on its standard input, in one line of JSON, which ``port`` of its own machine to call and with
which ``token``. It calls, imports what it is told to, says "ready", gets its settings and serves.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from collections.abc import Sequence
from typing import NoReturn

from autograder.wire import Budget
from autograder.worker.channel import receive, send
from autograder.worker.child import serve
from autograder.worker.preload import preload

__all__ = ["main"]

_BUDGET = Budget()
_PAUSE = 0.5


def main(modules: Sequence[str]) -> NoReturn:
    """Import the modules and serve a submission until the grader is gone.

    Args:
        modules: What to import before, as ``preload`` takes them.
    """
    told = json.loads(sys.stdin.readline())
    connection = socket.create_connection(("127.0.0.1", told["port"]))
    # Questions and answers are small, and each waits for the other.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    send(connection, 0, told["token"], _BUDGET)
    threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
    preload(modules)
    send(connection, 0, "ready", _BUDGET)
    _number, settings = receive(connection, _BUDGET)
    serve(connection, settings, settings["scratch"])


def _end_with(connection: socket.socket) -> NoReturn:
    """End this process as soon as the grader is gone, whatever it is doing."""
    try:
        while connection.recv(1, socket.MSG_PEEK):
            time.sleep(_PAUSE)
    finally:
        os._exit(0)
