"""Where student code runs: one file a sandbox, all with the same :class:`Session`."""

from __future__ import annotations

import importlib
from pathlib import Path

from autograder.sandbox.session import Sandbox, Session

__all__ = ["SANDBOXES", "Sandbox", "Session", "open_sandbox"]

SANDBOXES = {
    "bubblewrap": "autograder.sandbox.bubblewrap:BubblewrapSandbox",
    "process": "autograder.sandbox.process:ProcessSandbox",
    "user": "autograder.sandbox.user:UserSandbox",
}
"""Module and class of each sandbox that a command may name."""


def open_sandbox(name: str, data: Path | None = None) -> Sandbox:
    """Return a sandbox of the table, not yet entered.

    Args:
        name: Its name in :data:`SANDBOXES`.
        data: Folder that every submission finds, to read only, as ``data`` in its working directory.

    Raises:
        SandboxUnavailable: It does not work on this machine; the text says what to do.
    """
    module, _, kind = SANDBOXES[name].partition(":")
    sandbox: Sandbox = getattr(importlib.import_module(module), kind)(data)
    return sandbox
