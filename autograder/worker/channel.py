"""Blocking frames over a socket, as the worker's side and the warm parent read and write them."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Any

from autograder.errors import WireError
from autograder.wire import HEADER, Budget, decode, frame, frame_length

__all__ = ["receive", "send"]


def send(connection: socket.socket, number: int, value: object, budget: Budget) -> None:
    """Send one frame.

    Raises:
        WireError: The value may not travel or is too large.
    """
    connection.sendall(frame(number, value, budget))


def receive(
    connection: socket.socket, budget: Budget, *, descriptors: int = 0
) -> tuple[int, Any, Sequence[int]]:
    """Wait for one frame and return its number, its value and the file descriptors that came along.

    Raises:
        EOFError: The other side is gone.
        WireError: The frame is malformed or too large.
    """
    data, received, _flags, _address = socket.recv_fds(connection, HEADER.size, descriptors)
    header = data + _exactly(connection, HEADER.size - len(data)) if data else b""
    if not header:
        raise EOFError
    length, number = frame_length(header, budget)
    try:
        return number, decode(_exactly(connection, length), budget), received
    except WireError as error:
        raise WireError(f"frame {number}: {error}") from error


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        part = connection.recv(min(length - len(data), 2**20))
        if not part:
            raise EOFError
        data += part
    return bytes(data)
