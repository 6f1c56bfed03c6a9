"""A warm parent that is started anew when it was ended from outside."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from autograder.errors import GraderFault, SandboxLost, SandboxUnavailable
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
        self._parent = self._first()
        self._is_closed = self._has_worked = False

    def spawn(self, settings: Mapping[str, Any], descriptors: Sequence[int]) -> tuple[WarmParent, int]:
        """Fork a worker and return its parent and its number.

        Raises:
            SandboxLost: Each parent is gone at once.
            GraderFault: Not even the first one has started.
        """
        for _ in range(_TRIES):
            parent = self._parent
            try:
                number = parent.spawn(settings, descriptors)
            except SandboxLost as error:
                if not (self._has_worked or parent.was_killed):
                    raise GraderFault(str(error)) from error
                lost = error
                self._renew(parent)
            else:
                self._has_worked = True
                return parent, number
        raise lost

    def close(self) -> None:
        """End the parent and with it every worker."""
        with self._lock:
            self._is_closed = True
            self._parent.close()

    def _first(self) -> WarmParent:
        """Return a parent, after some tries if others were ended from outside."""
        for _ in range(_TRIES - 1):
            with contextlib.suppress(SandboxLost):
                return self._start()
        return self._start()

    def _renew(self, lost: WarmParent) -> None:
        """Start another parent, unless another thread has done so."""
        with self._lock:
            if self._parent is lost and not self._is_closed:
                lost.close()
                # At the first start this is said to the user; now it can only be bad luck.
                with contextlib.suppress(SandboxUnavailable, SandboxLost):
                    self._parent = self._start()
