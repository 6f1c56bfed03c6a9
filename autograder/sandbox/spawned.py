"""``--sandbox spawned``: a new process per worker, for Windows and macOS. It contains accidents, not malice.

To fork a process that has imported TensorFlow is impossible on the one and unsafe on the other. So a worker
imports TensorFlow by itself; where many submissions are to come, the next worker does so while the one before
is at work. Nothing here is of POSIX alone. Limits on time, prints and answers hold; those on memory, CPU,
files and processes need help that not every system gives, and are not set.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hmac
import json
import os
import secrets
import selectors
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.errors import Crashed, GraderFault, WireError, WorkerLost
from autograder.model import Limits
from autograder.sandbox.endings import ended
from autograder.sandbox.printed import refuse_flood
from autograder.sandbox.replies import answer_budget
from autograder.sandbox.session import PipeSession
from autograder.sandbox.visible import find_interpreter
from autograder.sandbox.warm import MODULES, WORKER_ENVIRONMENT, package_folder, python_arguments
from autograder.wire import Budget
from autograder.worker.channel import receive, send

__all__ = ["SpawnedSandbox"]

_BUDGET = Budget()
_GREETING = Budget(size=1_000)
_START_SECONDS = 120.0
_TOKEN_SECONDS = 5.0
_LOOK_SECONDS = 0.1
_OF_WINDOWS = ("COMSPEC", "NUMBER_OF_PROCESSORS", "PATH", "PATHEXT", "SYSTEMDRIVE", "SYSTEMROOT", "WINDIR")
"""Without these, processes there find neither the network nor their libraries."""


class SpawnedSandbox:
    """Starts a process for each worker; safe to share between threads."""

    contains_malice = False

    def __init__(
        self, data: Path | None = None, *, modules: Sequence[str] = MODULES, spare: bool = True
    ) -> None:
        """Start the first worker.

        Args:
            data: Folder that every submission finds, copied, as ``data`` in its working directory.
            modules: What a worker imports before it takes in a submission.
            spare: Whether there is always to be one worker more than needed, so that nobody has to wait.
        """
        self._data = data
        self._modules = modules
        self._keeps_spare = spare
        self._folder = tempfile.mkdtemp(prefix="autograder-")
        self._lock = threading.Lock()
        self._children: list[_Child] = []
        self._next: _Child | None = self._started()

    def open(self, limits: Limits) -> PipeSession:
        """Return a session with a worker that serves no other; see ``Sandbox.open``."""
        with self._lock:
            child, self._next = self._next or self._started(), None
        try:
            session = self._session(child, limits)
        except OSError as error:
            child.end(0.0)
            raise GraderFault(f"A worker could not begin: {error}") from error
        except BaseException:
            child.end(0.0)
            raise
        self._prepare()
        return session

    def _session(self, child: _Child, limits: Limits) -> PipeSession:
        connection = child.connect()
        if self._data is not None:
            shutil.copytree(self._data, Path(child.scratch, "data"))
        settings = {"scratch": child.scratch, "budget": dataclasses.asdict(answer_budget(limits))}
        send(connection, 0, settings, _BUDGET)
        output = _FileOutput(child.printed, limits.output_kb * 1024, child.is_running)
        return PipeSession(connection, output, limits, child.end)

    def _prepare(self) -> None:
        # Only now: at the same time the two would wait for each other's imports.
        with self._lock:
            if self._keeps_spare and self._next is None:
                self._next = self._started()

    def _started(self) -> _Child:
        child = _Child(self._folder, self._modules)
        self._children = [*(one for one in self._children if one.is_running()), child]
        return child

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._keeps_spare = False
            # Also one that another thread is still waiting for.
            for child in self._children:
                child.end(0.0)
        shutil.rmtree(self._folder, ignore_errors=True)


class _Child:
    """A process that gets ready for one submission."""

    def __init__(self, folder: str, modules: Sequence[str]) -> None:
        self.scratch = tempfile.mkdtemp(dir=folder)
        descriptor, printed = tempfile.mkstemp(dir=folder, suffix=".txt")
        self.printed = Path(printed)
        # Only this machine can call here, and only the child knows the token.
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._connection: socket.socket | None = None
        self._token = secrets.token_hex(32)
        interpreter = find_interpreter()
        words = python_arguments(package_folder(), interpreter.packages, "spawned", modules)
        try:
            self._process = subprocess.Popen(
                [interpreter.program, "-X", "utf8", *words],
                cwd=self.scratch,
                env=_environment(folder),
                stdin=subprocess.PIPE,
                stdout=descriptor,
                stderr=subprocess.STDOUT,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        finally:
            os.close(descriptor)
        self._tell({"port": self._listener.getsockname()[1], "token": self._token})

    def connect(self) -> socket.socket:
        """Wait until the child is ready, and return the connection to it.

        Raises:
            GraderFault: It did not start.
        """
        deadline = time.monotonic() + _START_SECONDS
        try:
            with self._listener:
                connection = self._connection = self._accept(deadline)
            connection.settimeout(max(0.1, deadline - time.monotonic()))
            receive(connection, _GREETING)
        except (EOFError, OSError, WireError) as error:
            raise GraderFault(f"A worker did not start. {self._said()}".strip()) from error
        # Questions and answers are small, and each waits for the other.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def is_running(self) -> bool:
        """Say whether the process has not ended."""
        return self._process.poll() is None

    def end(self, seconds: float) -> WorkerLost:
        """Kill the process, unless it ends by itself within so many seconds; return how it had ended."""
        try:
            reason = ended(self._process.wait(timeout=seconds))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            reason = Crashed("closed its connection to the grader")
        for one in (self._listener, self._connection):
            if one is not None:
                one.close()
        shutil.rmtree(self.scratch, ignore_errors=True)
        return reason

    def _said(self) -> str:
        """Return the end of what it printed; nothing if the sandbox was closed meanwhile."""
        try:
            return self.printed.read_text(encoding="utf-8", errors="replace").strip()[-2000:]
        except OSError:
            return ""

    def _tell(self, said: object) -> None:
        """Say one line to the child, which then finds nothing more to read."""
        stdin = self._process.stdin
        if stdin is not None:
            with contextlib.suppress(OSError), stdin:  # whoever waits for it will see that it has ended
                stdin.write(f"{json.dumps(said)}\n".encode("ascii"))

    def _accept(self, deadline: float) -> socket.socket:
        """Return the child's call; whoever else calls is turned away."""
        self._listener.settimeout(_LOOK_SECONDS)
        while self.is_running() and time.monotonic() < deadline:
            with contextlib.suppress(TimeoutError):
                connection, _address = self._listener.accept()
                if self._is_childs(connection):
                    return connection
                connection.close()
        raise EOFError

    def _is_childs(self, connection: socket.socket) -> bool:
        connection.settimeout(_TOKEN_SECONDS)
        try:
            _number, token = receive(connection, _GREETING)
        except (EOFError, OSError, WireError):
            return False
        return isinstance(token, str) and hmac.compare_digest(token.encode(), self._token.encode())


class _FileOutput:
    """What a worker prints into a file, which is looked at now and then."""

    def __init__(self, path: Path, limit: int, is_running: Callable[[], bool]) -> None:
        self._path = path
        self._file = path.open("rb", buffering=0)
        self._limit = limit
        self._is_running = is_running
        # What libraries said while they were imported is not the submission's.
        self._start = self._size()
        self._kept = b""

    @property
    def text(self) -> str:
        """What is kept, as text."""
        return self._kept.decode("utf-8", "replace")

    def wait(self, connection: socket.socket, deadline: float, *, to_send: bool) -> bool:
        """Wait until the connection is ready; see ``Output.wait``."""
        with selectors.DefaultSelector() as selector:
            selector.register(connection, selectors.EVENT_WRITE if to_send else selectors.EVENT_READ)
            while True:
                # A look at least, however late it is: this process may have been stopped for long.
                left = deadline - time.monotonic()
                refuse_flood(self._size() - self._start, self._limit)
                was_running = self._is_running()
                if selector.select(min(max(0.0, left), _LOOK_SECONDS)):
                    return True
                if not was_running:
                    return False
                if left <= 0:
                    raise TimeoutError

    def finish(self) -> None:
        """Take in what is there already, as far as it is kept."""
        if not self._file.closed:
            self._file.seek(self._start)
            self._kept = self._file.read(self._limit)

    def close(self) -> None:
        """Close and remove the file; what was kept stays."""
        self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _size(self) -> int:
        return os.fstat(self._file.fileno()).st_size


def _environment(folder: str) -> dict[str, str]:
    """Return the whole environment of a worker: nothing of the student's own, but for what Windows needs."""
    system = {name: os.environ[name] for name in _OF_WINDOWS if name in os.environ} if os.name == "nt" else {}
    places = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"), folder)
    return {**WORKER_ENVIRONMENT, **system, **places}
