"""The grader's side of the warm parent: start it, have children forked, end them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import autograder
from autograder.errors import Crashed, GraderFault, LimitExceeded, WireError, WorkerLost
from autograder.wire import Budget
from autograder.worker.channel import receive, send

__all__ = ["MODULES", "WORKER_ENVIRONMENT", "WarmParent", "ended"]

MODULES = (
    "numpy",
    "tensorflow",
    "tensorflow:keras.layers",
    "tensorflow:data.Dataset",
    "matplotlib.pyplot?",
)
"""What the warm parent imports before the first fork."""

WORKER_ENVIRONMENT: Mapping[str, str] = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
}
"""The whole environment of a worker: nothing of the grader's own."""

_BUDGET = Budget()
_START_SECONDS = 120.0
_SPAWN_SECONDS = 30.0
_BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from autograder.worker.warm import main; " + (
    "main(int(sys.argv[1]), sys.argv[2:])"
)


def python_command(package_folder: str, descriptor: int) -> list[str]:
    """Return the command that runs the warm parent with this interpreter."""
    return [sys.executable, "-I", "-c", _BOOT, package_folder, str(descriptor), *MODULES]


def package_folder() -> str:
    """Return the folder that holds the kit's package."""
    return str(Path(autograder.__file__).resolve().parent.parent)


class WarmParent:
    """A process that has TensorFlow imported and forks workers on request; safe to share between threads."""

    def __init__(self, command: Sequence[str], descriptor: int, *, folder: str, environment: Mapping[str, str]) -> None:
        """Start the command; :meth:`spawn` waits until it is ready.

        Args:
            command: Command line whose process talks over ``descriptor``.
            descriptor: Number that the command line names for the control socket.
            folder: Working directory.
            environment: The whole environment.
        """
        ours, theirs = socket.socketpair()
        self._control = ours
        self._lock = threading.Lock()
        self._ready = False
        self._errors = b""
        with theirs:
            self._process = _started(command, theirs, descriptor, folder, environment)
        self._number = 0

    def spawn(self, settings: Mapping[str, Any], connection: socket.socket, output: int) -> int:
        """Fork a child that talks over ``connection`` and prints to ``output``; return its number.

        Raises:
            GraderFault: The warm parent did not start, or is gone.
        """
        with self._lock:
            self._wait_until_ready()
            descriptors = [connection.fileno(), output]
            return int(self._request("spawn", dict(settings), descriptors))

    def end(self, number: int) -> int:
        """Kill a child and return its wait status; a child that had ended before keeps its own."""
        with self._lock:
            return int(self._request("end", number, []))

    def close(self) -> None:
        """End the parent and with it every child."""
        self._control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        self._control.settimeout(_START_SECONDS)
        try:
            _number, (word, _pid), _none = receive(self._control, _BUDGET)
        except (EOFError, OSError, WireError) as error:
            raise self._fault("did not start") from error
        self._ready = word == "ready"
        self._control.settimeout(_SPAWN_SECONDS)

    def _request(self, operation: str, operand: object, descriptors: list[int]) -> Any:
        from autograder.wire import frame  # noqa: PLC0415

        self._number += 1
        try:
            message = frame(self._number, [operation, operand], _BUDGET)
            if descriptors:
                socket.send_fds(self._control, [message], descriptors)
            else:
                self._control.sendall(message)
            _number, (_word, value), _none = receive(self._control, _BUDGET)
        except (EOFError, OSError, WireError) as error:
            raise self._fault("is gone") from error
        return value

    def _fault(self, what: str) -> GraderFault:
        self._process.kill()
        self._process.wait()
        said = self._process.stderr.read().decode("utf-8", "replace").strip() if self._process.stderr else ""
        return GraderFault(f"The process that starts the workers {what}. {said[-2000:]}".strip())


def _started(
    command: Sequence[str], theirs: socket.socket, descriptor: int, folder: str, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    # dup2 in a tiny launcher would cost a process; so the command line must name the number that it inherits.
    number = theirs.fileno()
    words = [word if word != str(descriptor) else str(number) for word in command]
    return subprocess.Popen(  # noqa: S603 (our own command line)
        words,
        pass_fds=[number],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def ended(status: int) -> WorkerLost:
    """Return, as an exception, how a worker had ended, from its wait status."""
    if os.WIFEXITED(status):
        return Crashed(f"its process ended by itself with exit code {os.WEXITSTATUS(status)}")
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return LimitExceeded("used more CPU time than allowed")
    name = signal.Signals(number).name if number in signal.valid_signals() else str(number)
    return Crashed(f"its process was ended by signal {name}")
