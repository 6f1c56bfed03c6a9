"""Saves noticed as they happen, and checks that can be given up for a newer one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from autograder.desk.checking import Checked, check_desk
from autograder.desk.place import Desk
from autograder.model import Limits, Outcome
from autograder.sandbox import Sandbox, Session
from autograder.submission.files import is_candidate

__all__ = ["Recheck", "Saves"]

_DEBOUNCE = 400
"""Milliseconds within which the saves of an editor are one."""
_LOOK = 500
"""Milliseconds after which to look at the files even if the system told nothing: on some network drives it
never does, and a folder that was replaced is watched no more."""

_LEAVE_SECONDS = 5.0
"""Nobody who quits waits longer for a thread; it ends with the program."""

_State: TypeAlias = frozenset[tuple[str, int, int]]


class Saves:
    """Tells of each save of an exercise's files, from a thread of its own."""

    def __init__(self, path: Path, tell: Callable[[], None]) -> None:
        """Look at the files as they are now; what changes from here on is told.

        Args:
            path: A file, or a folder with both halves of a pair.
            tell: Is called after each save, from another thread.
        """
        self._path = path
        self._tell = tell
        self._over = threading.Event()
        self._state = _state(path)
        self._thread = threading.Thread(target=self._watch, name="saves", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(_LEAVE_SECONDS)

    def _watch(self) -> None:
        folder = self._path if self._path.is_dir() else self._path.parent
        for _ in _moments(folder, self._over):
            # The system tells more than saves, and of editors' droppings, too: the files decide.
            state = _state(self._path)
            if state != self._state:
                self._state = state
                self._tell()


def _moments(folder: Path, over: threading.Event) -> Iterator[None]:
    """Yield whenever something happened in a folder, and now and then, until it is over."""
    import watchfiles

    try:
        for _ in watchfiles.watch(
            folder,
            watch_filter=None,
            debounce=_DEBOUNCE,
            stop_event=over,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            recursive=False,
        ):
            yield
    except (OSError, RuntimeError):
        # The folder is gone, or the system watches no further one: looking now and then still works.
        while not over.wait(_LOOK / 1000):
            yield


def _state(path: Path) -> _State:
    """Return what tells a saved file from an older one; a file that cannot be looked at is not there."""
    found: set[tuple[str, int, int]] = set()
    try:
        paths = [one for one in path.iterdir() if is_candidate(one.name)] if path.is_dir() else [path]
        for one in paths:
            facts = one.stat()
            found.add((one.name, facts.st_mtime_ns, facts.st_size))
    except OSError:
        pass
    return frozenset(found)


class Recheck:
    """The public checks of an exercise, run in a thread of their own, which can be given up at any moment."""

    def __init__(
        self,
        desk: Desk,
        sandbox: Sandbox,
        *,
        question: str | None,
        on_outcome: Callable[[Outcome], None],
        on_end: Callable[[Checked | Exception], None],
    ) -> None:
        """Start.

        Args:
            desk: The exercise and its files.
            sandbox: Where they run.
            question: Name of the only question to check, or None for all.
            on_outcome: Is told of each check as soon as it has ended, from another thread.
            on_end: Is told of the whole, or of what prevented it, from another thread.
        """
        self._sandbox = _Revocable(sandbox)
        self._run = partial(check_desk, desk, self._sandbox, question=question, on_outcome=on_outcome)
        self._on_end = on_end
        self._thread = threading.Thread(target=self._check, name="check", daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether something of it is left."""
        return self._thread.is_alive()

    def give_up(self) -> None:
        """Let it end soon, wherever it is; what it still tells is of no interest."""
        self._sandbox.revoke()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until nothing of it is left, or so many seconds."""
        self._thread.join(seconds)

    def _check(self) -> None:
        try:
            self._on_end(self._run())
        # The boundary of a thread: whoever waits for the end learns what went wrong, and decides.
        except Exception as error:
            self._on_end(error)


class _Revocable:
    """A sandbox whose sessions can be interrupted from another thread, those still to be opened, too."""

    def __init__(self, inner: Sandbox) -> None:
        self._inner = inner
        self._lock = threading.Lock()
        self._is_revoked = False
        self._session: Session | None = None

    @property
    def contains_malice(self) -> bool:
        """Whether the sandbox within holds against hostile code."""
        return self._inner.contains_malice

    def open(self, limits: Limits) -> Session:
        """Return a session of the sandbox within."""
        session = self._inner.open(limits)
        with self._lock:
            self._session = session
            if self._is_revoked:
                session.interrupt()
        return session

    def revoke(self) -> None:
        """Interrupt the session that there is, and all later ones."""
        with self._lock:
            self._is_revoked = True
            if self._session is not None:
                self._session.interrupt()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Do nothing: the sandbox within belongs to somebody else."""
