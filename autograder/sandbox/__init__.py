"""Where student code runs: one file per sandbox, all with the same :class:`Session`.

To add a sandbox: a file here, a line in :data:`SANDBOXES`, and it passes ``tests/test_sandbox.py``.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

from autograder.errors import UsageError
from autograder.sandbox.session import Sandbox, Session

__all__ = ["SANDBOXES", "Sandbox", "Session", "open_sandbox", "student_sandbox"]

SANDBOXES: Final = {
    "bubblewrap": "BubblewrapSandbox",
    "user": "UserSandbox",
    "process": "ProcessSandbox",
    "spawned": "SpawnedSandbox",
    "inline": "InlineSandbox",
}
"""Module below this package and class, the strongest first."""


def student_sandbox() -> str:
    """Return the name of the sandbox for a student's own work on this machine: it contains accidents."""
    # To fork once TensorFlow is imported is safe on Linux alone.
    return "process" if sys.platform == "linux" and hasattr(os, "fork") else "spawned"


def open_sandbox(
    name: str, data: Path | None = None, *, private: Sequence[Path] = (), once: bool = False
) -> Sandbox:
    """Return a sandbox by its name; only its own module is imported.

    Args:
        name: One of :data:`SANDBOXES`.
        data: Folder that every submission finds as ``data`` in its working directory.
        private: What no submission may read. Only the sandbox of its own user has to be told: for the others
            there is nothing of the course to be seen, or nothing is promised.
        once: Whether a single submission will run there: then nothing is made ready for further ones, where
            that saves time.

    Raises:
        UsageError: There is no such sandbox.
        SandboxUnavailable: It does not work on this machine; the text says what to install or allow.
    """
    if name not in SANDBOXES:
        raise UsageError(f"There is no sandbox {name!r}; there are: {', '.join(SANDBOXES)}.")
    module = importlib.import_module(f"{__name__}.{name}")
    kind = getattr(module, SANDBOXES[name])
    return cast(Sandbox, kind(data, **_options(name, private, once=once)))


def _options(name: str, private: Sequence[Path], *, once: bool) -> Mapping[str, Any]:
    """Return what a sandbox is told besides the data."""
    from autograder.sandbox.warm import MODULES_FOR_ONE

    if name == "user":
        return {"private": private}
    if once and name == "process":
        return {"modules": MODULES_FOR_ONE}
    if once and name == "spawned":
        return {"modules": MODULES_FOR_ONE, "spare": False}
    return {}
