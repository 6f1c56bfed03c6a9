"""Running commands where the interpreter may lie below a folder that only root can enter."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

__all__ = ["is_private", "revealed"]

PREFIX = Path(sys.base_prefix).resolve()
TOP = Path("/", *PREFIX.parts[1:2])


def is_private() -> bool:
    """Say whether only root can reach the interpreter that runs the tests."""
    return not TOP.stat().st_mode & 0o005


def revealed(command: Sequence[str], *, user: int = 0) -> list[str]:
    """Return a command line that runs this one from root, as a user, where everyone sees the interpreter.

    It is shown at its place by mounts that exist for that command alone.
    """
    reveal = (
        f"exec 9<{PREFIX}; mount -t tmpfs -o mode=755 none {TOP}; mkdir -p {PREFIX}; "
        f"mount --no-canonicalize --bind /proc/self/fd/9 {PREFIX}; exec 9<&-; "
    )
    become = f"setpriv --reuid {user} --regid {user} --clear-groups " if user else ""
    steps = f'{reveal if is_private() else ""}exec {become}"$@"'
    return ["unshare", "--mount", "sh", "-ec", steps, "sh", *command]
