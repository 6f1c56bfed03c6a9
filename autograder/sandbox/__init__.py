"""Where student code runs: one file a sandbox, all with the same :class:`Session`.

To add a sandbox: a file here, a line in :data:`SANDBOXES`, and it passes ``tests/test_sandbox.py``.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from autograder.errors import UsageError
from autograder.sandbox.session import Sandbox, Session

__all__ = ["SANDBOXES", "Sandbox", "Session", "open_sandbox"]

SANDBOXES: Final = {
    "bubblewrap": "BubblewrapSandbox",
    "user": "UserSandbox",
    "process": "ProcessSandbox",
    "inline": "InlineSandbox",
}
"""Module below this package and class, the strongest first."""


def open_sandbox(name: str, data: Path | None = None, *, private: Sequence[Path] = ()) -> Sandbox:
    """Return a sandbox by its name; only its own module is imported.

    Args:
        name: One of :data:`SANDBOXES`.
        data: Folder that every submission finds as ``data`` in its working directory.
        private: What no submission may read. Only the sandbox of its own user has to be told: for the others
            there is nothing of the course to be seen, or nothing is promised.

    Raises:
        UsageError: There is no such sandbox.
        SandboxUnavailable: It does not work on this machine; the text says what to install or allow.
    """
    if name not in SANDBOXES:
        raise UsageError(f"There is no sandbox {name!r}; there are: {', '.join(SANDBOXES)}.")
    module = importlib.import_module(f"{__name__}.{name}")
    kind = getattr(module, SANDBOXES[name])
    return cast(Sandbox, kind(data, private=private) if name == "user" else kind(data))
