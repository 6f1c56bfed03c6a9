"""A warm parent that is started anew when it was ended from outside."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from autograder.errors import SandboxLost
from autograder.sandbox.warm import WarmParent

__all__ = ["RenewedParent"]

_TRIES: Final = 3


class RenewedParent:
    """Forks workers from one warm parent after another; safe to share between threads."""

    def __init__(self, start: Callable[[], WarmParent]) -> None:
        """Start the first one.

        Args:
            start: Starts a parent; may raise what that raises.
        """
        self._start = start
        self._lock = threading.Lock()
        self._parent = start()
        self._is_closed = False

    def spawn(self, settings: Mapping[str, Any], descriptors: Sequence[int]) -> tuple[WarmParent, int]:
        """Fork a worker and return its parent and its number.

        Raises:
            GraderFault: No parent starts, or each is gone at once.
        """
        for _ in range(_TRIES - 1):
            parent = self._parent
            try:
                return parent, parent.spawn(settings, descriptors)
            except SandboxLost:
                self._renew(parent)
        return self._parent, self._parent.spawn(settings, descriptors)

    def close(self) -> None:
        """End the parent and with it every worker."""
        with self._lock:
            self._is_closed = True
            self._parent.close()

    def _renew(self, lost: WarmParent) -> None:
        """Start another parent, unless another thread has done so."""
        with self._lock:
            if self._parent is lost and not self._is_closed:
                lost.close()
                self._parent = self._start()
