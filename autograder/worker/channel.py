"""Blocking frames over a socket, as the worker's side and whoever starts it read and write them."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Any

from autograder.errors import WireError
from autograder.wire import HEADER, Budget, decode, frame, frame_length

__all__ = ["receive", "receive_with_descriptors", "send"]


def send(connection: socket.socket, number: int, value: object, budget: Budget) -> None:
    """Send one frame.

    Raises:
        WireError: The value may not travel or is too large.
    """
    connection.sendall(frame(number, value, budget))


def receive(connection: socket.socket, budget: Budget) -> tuple[int, Any]:
    """Wait for one frame and return its number and its value.

    Raises:
        EOFError: The other side is gone.
        WireError: The frame is malformed or too large.
    """
    return _rest(connection, b"", budget)


def receive_with_descriptors(
    connection: socket.socket, budget: Budget, most: int
) -> tuple[int, Any, Sequence[int]]:
    """As :func:`receive`, with the file descriptors that came along; for Unix sockets.

    Raises:
        EOFError: The other side is gone.
        WireError: The frame is malformed or too large.
    """
    data, descriptors, _flags, _address = socket.recv_fds(connection, HEADER.size, most)
    if not data:
        raise EOFError
    return *_rest(connection, data, budget), descriptors


def _rest(connection: socket.socket, data: bytes, budget: Budget) -> tuple[int, Any]:
    """Return number and value of the frame that begins with what has been read already."""
    header = data + _exactly(connection, HEADER.size - len(data))
    length, number = frame_length(header, budget)
    try:
        return number, decode(_exactly(connection, length), budget)
    except WireError as error:
        raise WireError(f"frame {number}: {error}") from error


def _exactly(connection: socket.socket, length: int) -> bytearray:
    data = bytearray()
    while len(data) < length:
        part = connection.recv(min(length - len(data), 2**20))
        if not part:
            raise EOFError
        data += part
    return data
