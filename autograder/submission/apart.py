"""Reading what was handed in within a process of its own, with limits on time and memory.

Each file is read by a process that is forked for it, from one that has nothing but the standard library.
What comes back is text in JSON of a limited size. A file that costs more than any exercise is unreadable, and
costs no other submission anything.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NoReturn, Self

from autograder.errors import GraderFault, HalvesDiffer, SeveralExercises, UnreadableSubmission
from autograder.model import Cell, Form, Submission
from autograder.submission.names import shown
from autograder.submission.reading import read_submission

__all__ = ["CPU_SECONDS", "MEMORY_MIB", "Reader", "serve"]

CPU_SECONDS: Final = 15
"""CPU seconds for one submission; the largest honest ones take two."""
MEMORY_MIB: Final = 1_024
"""MiB of address space for one submission."""

_MOST_BYTES: Final = 32 << 20
"""Bytes of what comes back: at most 2 MiB of code, in which a character can become an escape of six bytes."""
_TRIES: Final = 4
_BOOT: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from autograder.submission.apart import serve; serve(int(sys.argv[2]))"
)
_KINDS: Final = {"unreadable": UnreadableSubmission, "differs": HalvesDiffer, "fault": GraderFault}


class Reader:
    """Reads submissions apart from the grader; safe to share between threads."""

    def __init__(self, *, cpu_seconds: int = CPU_SECONDS, memory_mib: int = MEMORY_MIB) -> None:
        """Prepare; the process starts with the first submission.

        Args:
            cpu_seconds: CPU seconds for one submission.
            memory_mib: MiB of address space for one submission.
        """
        self._limits = cpu_seconds, memory_mib
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, *, exercise: str, may_guess: bool = True) -> Submission:
        """Read what one student handed in; see ``read_submission``.

        Raises:
            HalvesDiffer: Both halves of the pair changed, and nothing may be guessed.
            UnreadableSubmission: It cannot be read, or not within the limits.
            GraderFault: The machine failed to read it.
        """
        if sys.platform != "linux":  # there, only students read, and only their own
            return read_submission(path, exercise=exercise, may_guess=may_guess)
        question = json.dumps([os.fsdecode(path), exercise, may_guess, *self._limits]).encode()
        for _ in range(_TRIES):
            word, told = self._answer(question)
            if word == "read":
                return _submission(told)
            if word == "several":
                raise SeveralExercises(*told)
            if word:
                raise _KINDS[word](told)
            self._renew()
        raise GraderFault("The process that reads submissions ended again and again.")

    def _answer(self, question: bytes) -> tuple[str, Any]:
        """Return the answer of a process for this question; an empty word if it was ended from outside."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                try:
                    self._send(question, theirs.fileno())
                except OSError:
                    return "", None
            data = _everything(ours)
        try:
            word, told = json.loads(data)
        except ValueError:
            return "", None
        return word, told

    def _send(self, question: bytes, descriptor: int) -> None:
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._end()
                self._start()
            assert self._control is not None
            socket.send_fds(self._control, [question], [descriptor])

    def _renew(self) -> None:
        """Let the next question find a new process; those that are being answered go on."""
        with self._lock:
            self._end()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        folder = str(Path(__file__).resolve().parents[2])
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", _BOOT, folder, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                # Ctrl-C in the terminal is for the grader.
                start_new_session=True,
            )

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._end()
            self._control = self._process = None


def _everything(connection: socket.socket) -> bytes:
    """Return all that the other side says until it hangs up; nothing if that is too much."""
    data = bytearray()
    with contextlib.suppress(ConnectionError):
        while part := connection.recv(1 << 20):
            data += part
            if len(data) > _MOST_BYTES:
                return b""
    return bytes(data)


def _submission(told: Any) -> Submission:
    """Return the submission as it was before it travelled."""
    cells, aside = (tuple(Cell(**cell) for cell in told[key]) for key in ("cells", "aside"))
    changed = {
        "cells": cells,
        "aside": aside,
        "digest": bytes.fromhex(told["digest"]),
        "notes": tuple(told["notes"]),
        "form": Form(told["form"]),
        "left_out": tuple((cell, text) for cell, text in told["left_out"]),
    }
    return Submission(**{**told, **changed})


# From here on, what the reader does.


def serve(descriptor: int) -> NoReturn:
    """Fork a process for each question until the grader is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as control:
        while True:
            question, descriptors, _flags, _address = socket.recv_fds(control, 1 << 17, 1)
            if not question:
                os._exit(0)
            if os.fork() == 0:
                control.close()
                _answer_one(question, descriptors[0])
            for one in descriptors:
                os.close(one)


def _answer_one(question: bytes, descriptor: int) -> NoReturn:
    """Have a process read the submission under limits, and say so if these were too narrow."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        name, exercise, may_guess, cpu_seconds, memory_mib = json.loads(question)
        path = Path(name)
        with socket.socket(fileno=descriptor) as connection:
            number = os.fork()
            if number == 0:
                _limit(cpu_seconds, memory_mib)
                _read_one(path, exercise, connection, may_guess=may_guess)
            _, status = os.waitpid(number, 0)
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
                _say(connection, "unreadable", f"{shown(path.name)} takes too much time to read.")
    finally:
        os._exit(0)


def _limit(cpu_seconds: int, memory_mib: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mib << 20, memory_mib << 20))


def _read_one(path: Path, exercise: str, connection: socket.socket, *, may_guess: bool) -> NoReturn:
    """Read the submission and say what came of it."""
    try:
        submission = read_submission(path, exercise=exercise, may_guess=may_guess)
        _say(connection, "read", {**dataclasses.asdict(submission), "digest": submission.digest.hex()})
    except MemoryError:
        _say(connection, "unreadable", f"{shown(path.name)} takes too much memory to read.")
    except HalvesDiffer as error:
        _say(connection, "differs", str(error))
    except SeveralExercises as error:
        _say(connection, "several", [str(error), error.count])
    except UnreadableSubmission as error:
        _say(connection, "unreadable", str(error))
    except GraderFault as error:
        _say(connection, "fault", str(error))
    # Whatever else was raised is our own mistake, and is to be heard of.
    except Exception:
        _say(connection, "fault", traceback.format_exc(limit=-4))
    finally:
        os._exit(0)


def _say(connection: socket.socket, word: str, told: object) -> None:
    connection.sendall(json.dumps([word, told]).encode())
