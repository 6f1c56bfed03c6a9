"""One submission's process, once its walls stand: answer questions until the grader is gone."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from autograder.wire import Budget
from autograder.worker.answers import Answerer
from autograder.worker.channel import receive, send

__all__ = ["serve"]

_QUESTIONS = Budget(
    size=256 * 2**20,
    depth=64,
    nodes=2_000_000,
    digits=2**16,
    keys=2_000_000,
    elements=256 * 2**20,
    text=256 * 2**20,
)
"""The grader is trusted; this only bounds accidents."""


def serve(connection: socket.socket, settings: Mapping[str, Any], scratch: str) -> NoReturn:
    """Answer questions until the grader closes the connection; then end without any exit hook.

    Args:
        connection: Where questions come from and answers go.
        settings: ``budget`` by name.
        scratch: Folder for the submission's own file.
    """
    gc.enable()
    budget = Budget(**settings["budget"])
    answerer = Answerer(budget, Path(scratch))
    try:
        while True:
            number, (operation, operands) = receive(connection, _QUESTIONS)
            reply = answerer.answer(operation, operands)
            _flush()
            try:
                send(connection, number, reply, budget)
            except ConnectionError:
                raise
            except Exception as error:
                send(connection, number, ["refused", str(error)[:500]], budget)
    finally:
        os._exit(0)


def _flush() -> None:
    import sys

    for stream in (sys.stdout, sys.stderr):
        # A stream may be a submission's own object, or closed; what it does is its own business.
        with contextlib.suppress(BaseException):
            stream.flush()
