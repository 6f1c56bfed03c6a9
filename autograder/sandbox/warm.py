"""The grader's side of the warm parent: start it, have children forked, end them."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import autograder
from autograder.errors import SandboxLost, SandboxUnavailable, WireError
from autograder.wire import Budget, frame
from autograder.worker.channel import receive

__all__ = [
    "MODULES",
    "MODULES_FOR_ONE",
    "WORKER_ENVIRONMENT",
    "WarmParent",
    "package_folder",
    "parent_arguments",
    "python_arguments",
]

MODULES = (
    "numpy",
    "tensorflow",
    "tensorflow:keras.layers",
    "tensorflow:data.Dataset",
    "matplotlib.pyplot?",
)
"""What is imported before the first submission of many."""

MODULES_FOR_ONE = ("numpy", "tensorflow")
"""What is imported before the only submission, which may not need the rest."""

WORKER_ENVIRONMENT: Mapping[str, str] = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "KERAS_BACKEND": "tensorflow",
    "HOME": "/tmp",
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
    "TMPDIR": "/tmp",
}
"""The whole environment of a worker: nothing of the grader's own."""

_BUDGET = Budget()
_WALLS_SECONDS = 30.0
_START_SECONDS = 120.0
_SPAWN_SECONDS = 30.0
_END_SECONDS = 1.0
_KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL) if hasattr(signal, "SIGKILL") else ()
"""How the process ends when it is killed, or when that happens to its own child within bubblewrap."""
_BOOT = (
    "import importlib, site, sys; where, packages, program, *words = sys.argv[1:]; "
    "[site.addsitedir(one) for one in packages.split(chr(10)) if one]; sys.path.insert(0, where); "
    "importlib.import_module(program).main(words)"
)


def package_folder() -> str:
    """Return the folder that holds the kit's package."""
    return str(Path(autograder.__file__).resolve().parent.parent)


def python_arguments(where: str, packages: Sequence[str], program: str, words: Sequence[str]) -> list[str]:
    """Return the arguments with which an interpreter runs a program of the worker's side.

    Args:
        where: Folder that holds the package ``autograder``.
        packages: Folders of installed packages; with none, the interpreter finds its own.
        program: Module of ``autograder.worker`` whose ``main`` is called.
        words: What ``main`` is given.
    """
    isolated = ["-I", "-S"] if packages else ["-I"]
    return [*isolated, "-c", _BOOT, where, "\n".join(packages), f"autograder.worker.{program}", *words]


def parent_arguments(
    where: str, packages: Sequence[str], number: int, walls: str, modules: Sequence[str] = MODULES
) -> list[str]:
    """Return the arguments with which an interpreter becomes the warm parent.

    Args:
        where: Folder that holds the package ``autograder``.
        packages: Folders of installed packages; with none, the interpreter finds its own.
        number: Descriptor of the control socket.
        walls: ``namespaces`` for a parent that tries them first, otherwise ``none``.
        modules: What it imports before the first fork.
    """
    return python_arguments(where, packages, "warm", [str(number), walls, *modules])


class WarmParent:
    """A process that has TensorFlow imported and forks workers on request; safe to share between threads.

    It ends when it is closed, and also when the grader or the very thread that started it is gone.
    """

    def __init__(
        self,
        command: Callable[[int], Sequence[str]],
        *,
        folder: str,
        environment: Mapping[str, str],
        files: Sequence[int] = (),
    ) -> None:
        """Start the command; :meth:`spawn` waits until it is ready.

        Args:
            command: Returns the command line whose process talks over the given descriptor.
            folder: Working directory.
            environment: The whole environment.
            files: Further descriptors that the command inherits.
        """
        ours, theirs = socket.socketpair()
        self._control = ours
        self._lock = threading.Lock()
        self._ready = False
        self._number = 0
        self.was_killed = False
        """Whether it was ended from outside, which says nothing about this machine."""
        with theirs:
            self._process = _started(command(theirs.fileno()), [theirs.fileno(), *files], folder, environment)

    def require_walls(self) -> None:
        """Wait until the parent has tried its walls; TensorFlow is not imported before.

        Raises:
            SandboxUnavailable: They cannot be put up here; the text is what the system said.
            SandboxLost: The parent was ended from outside meanwhile.
        """
        try:
            refused = self._greeting("walls", _WALLS_SECONDS)
        except SandboxLost as fault:
            self.close()
            if self.was_killed:
                raise
            said = str(fault).removeprefix("The process that starts the workers did not start. ")
            raise SandboxUnavailable(said) from fault
        if refused:
            self.close()
            raise SandboxUnavailable(refused)

    def spawn(self, settings: Mapping[str, Any], descriptors: Sequence[int]) -> int:
        """Fork a worker and return its number; see ``worker.warm`` for the descriptors.

        Raises:
            SandboxLost: The warm parent did not start, or is gone.
        """
        with self._lock:
            if not self._ready:
                self._greeting("ready", _START_SECONDS)
                self._ready = True
                self._control.settimeout(_SPAWN_SECONDS)
            return int(self._request("spawn", dict(settings), descriptors))

    def end(self, number: int) -> int:
        """Kill a worker without supervisor and return its wait status; one that had ended keeps its own.

        Raises:
            SandboxLost: The parent is gone, and the worker with it.
        """
        with self._lock:
            return int(self._request("end", number, []))

    def close(self) -> None:
        """End the parent and with it every child; may be called twice."""
        if not self._ready:
            # Still at its imports, it would not notice; and it has no children yet.
            self._process.kill()
        self._control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()

    def _greeting(self, wanted: str, seconds: float) -> str:
        """Wait for what the parent says unasked, up to the wanted word, and return what came with it."""
        word = said = ""
        try:
            self._control.settimeout(seconds)
            while word != wanted:
                _number, (word, said) = receive(self._control, _BUDGET)
        except (EOFError, OSError, WireError) as error:
            raise self._fault("did not start") from error
        return said

    def _request(self, operation: str, operand: object, descriptors: Sequence[int]) -> Any:
        self._number += 1
        message = frame(self._number, [operation, operand], _BUDGET)
        try:
            if descriptors:
                socket.send_fds(self._control, [message], descriptors)
            else:
                self._control.sendall(message)
            _number, (_word, value) = receive(self._control, _BUDGET)
        except (EOFError, OSError, WireError) as error:
            raise self._fault("is gone") from error
        return value

    def _fault(self, what: str) -> SandboxLost:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.was_killed = self._process.wait(_END_SECONDS) in _KILLED
        self._process.kill()
        self._process.wait()
        stderr = self._process.stderr
        said = stderr.read().decode("utf-8", "replace").strip() if stderr and not stderr.closed else ""
        return SandboxLost(f"The process that starts the workers {what}. {said[-2000:]}".strip())


def _started(
    command: Sequence[str], descriptors: Sequence[int], folder: str, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        pass_fds=descriptors,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        # Ctrl-C in the terminal is for the grader, which then ends the workers through this process.
        start_new_session=True,
    )
