"""``--sandbox process``: workers are plain children with limits. It contains accidents, not malice."""

from __future__ import annotations

import dataclasses
import os
import shutil
import socket
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.errors import WorkerLost
from autograder.model import Limits
from autograder.sandbox.endings import ended
from autograder.sandbox.printed import PipedOutput
from autograder.sandbox.renewed import RenewedParent
from autograder.sandbox.replies import answer_budget
from autograder.sandbox.session import PipeSession
from autograder.sandbox.visible import find_interpreter
from autograder.sandbox.warm import (
    MODULES,
    WORKER_ENVIRONMENT,
    WarmParent,
    package_folder,
    parent_arguments,
)
from autograder.worker.usage import cpu_seconds_of

__all__ = ["ProcessSandbox"]


class ProcessSandbox:
    """Forks workers from a warm parent that runs as the grader's own user."""

    contains_malice = False

    def __init__(self, data: Path | None = None, *, modules: Sequence[str] = MODULES) -> None:
        """Start the warm parent.

        Args:
            data: Folder that every submission finds, copied, as ``data`` in its working directory.
            modules: What is imported before the first submission.
        """
        self._data = data
        self._folder = tempfile.mkdtemp(prefix="autograder-")
        interpreter = find_interpreter()
        self._parent = RenewedParent(
            lambda: WarmParent(
                lambda number: [
                    interpreter.program,
                    *parent_arguments(package_folder(), interpreter.packages, number, "none", modules),
                ],
                folder=self._folder,
                environment={**WORKER_ENVIRONMENT, "HOME": self._folder, "TMPDIR": self._folder},
            )
        )

    def open(self, limits: Limits) -> PipeSession:
        """Return a session with a freshly forked worker."""
        scratch = tempfile.mkdtemp(dir=self._folder)
        if self._data is not None:
            shutil.copytree(self._data, Path(scratch, "data"))
        ours, theirs = socket.socketpair()
        reader, writer = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        os.set_blocking(writer, True)
        settings = {
            "scratch": scratch,
            "limits": dataclasses.asdict(limits),
            "budget": dataclasses.asdict(answer_budget(limits)),
        }
        try:
            parent, number = self._parent.spawn(settings, [theirs.fileno(), writer])
        except BaseException:
            os.close(reader)
            ours.close()
            raise
        finally:
            theirs.close()
            os.close(writer)
        output = PipedOutput(reader, limits.output_kb * 1024)
        return PipeSession(
            ours,
            output,
            limits,
            lambda _seconds: _end(parent, number, scratch),
            lambda: (cpu_seconds_of(number), 0.0),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._parent.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _end(parent: WarmParent, number: int, scratch: str) -> WorkerLost:
    """Kill a worker and return, as an exception, how it had ended."""
    try:
        return ended(os.waitstatus_to_exitcode(parent.end(number)))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
