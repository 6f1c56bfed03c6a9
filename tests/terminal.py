"""A real pseudo-terminal: what a program draws there as text, keys that are pressed, and how it is left."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from light_path import LIGHT_PATH

__all__ = ["Terminal"]

ROOT = Path(__file__).parents[1]
PATIENCE = 120.0
"""Seconds after which a program hangs; on a busy machine TensorFlow alone takes many to start."""
_CONTROL = re.compile(r"\x1b\].*?(?:\x1b\\|\x07)|\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]")
_CLEAR = "\x1b[2J"


class Terminal:
    """The command ``autograder`` in a terminal of its own."""

    def __init__(
        self,
        words: Sequence[object],
        *,
        cwd: Path,
        state: Path,
        columns: int = 80,
        more: Mapping[str, str] | None = None,
    ) -> None:
        """Start it."""
        import fcntl
        import pty
        import termios

        self._ours, self._theirs = pty.openpty()
        self._modes = termios.tcgetattr
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._before = self._modes(self._theirs)
        self._drawn = ""
        self.columns = columns
        env = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
        env |= {"PYTHONPATH": LIGHT_PATH, "AUTOGRADER_STATE": str(state), "TERM": "xterm-256color"}

        def take_terminal() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            # Who runs the tests in the background has Ctrl-C ignored; at a terminal it is not.
            signal.signal(signal.SIGINT, signal.SIG_DFL)

        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder", *map(str, words)],
            cwd=cwd,
            env={**env, **(more or {})},
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            # The terminal becomes the one that controls it, so that Ctrl-C arrives as a signal.
            preexec_fn=take_terminal,  # noqa: PLW1509
        )

    @property
    def screen(self) -> str:
        """What is to be read since the screen was last cleared, without colours."""
        return _CONTROL.sub("", self._drawn.rpartition(_CLEAR)[2]).replace("\r\n", "\n")

    @property
    def raw(self) -> str:
        """Everything that was ever drawn, as the terminal got it."""
        return self._drawn

    @property
    def history(self) -> str:
        """Everything that was ever drawn, without colours."""
        return _CONTROL.sub("", self._drawn).replace("\r\n", "\n")

    @property
    def is_as_before(self) -> bool:
        """Whether the terminal is in the modes that the program found."""
        return bool(self._modes(self._theirs) == self._before)

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def wait_for(self, *texts: str) -> str:
        """Wait until all the texts are on the screen, and return it."""
        end = time.monotonic() + PATIENCE
        while not all(text in self.screen for text in texts):
            assert time.monotonic() < end, f"{texts} never came; what did:\n{self.history}"
            if not self._take(0.1) and self.process.poll() is not None and not self._take(0.1):
                raise AssertionError(f"it ended without {texts}; what came:\n{self.history}")
        return self.screen

    def ended(self) -> int:
        """Wait for the end and return the exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it does not end; what came:\n{self.history}"
            self._take(0.1)
        while self._take(0.0):
            pass
        return self.process.returncode

    def _take(self, seconds: float) -> bool:
        if not select.select([self._ours], [], [], seconds)[0]:
            return False
        self._drawn += os.read(self._ours, 1 << 16).decode("utf-8", "replace")
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)
