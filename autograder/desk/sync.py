"""Carrying a student's changes between the two halves of a pair; what one wrote is never lost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Final

from autograder.atomic import replace_file
from autograder.errors import UsageError
from autograder.pair import (
    Difference,
    Half,
    PairPaths,
    PairState,
    differences,
    notebook_from,
    read_notebook_half,
    read_script_half,
    script_from,
    stamped,
    state_of,
)
from autograder.submission import shown

__all__ = ["LATEST", "Carried", "Synced", "Take", "sync"]


class Take(StrEnum):
    """The half that counts although both changed."""

    PY = "py"
    IPYNB = "ipynb"


class Carried(StrEnum):
    """What became of a pair."""

    NOTHING = "both agreed"
    TO_NOTEBOOK = "the notebook was written"
    TO_SCRIPT = "the script was written"
    REFUSED = "nothing was written: both changed"


LATEST: Final = {
    PairState.PY_CHANGED: Take.PY,
    PairState.PY_LATER: Take.PY,
    PairState.IPYNB_CHANGED: Take.IPYNB,
    PairState.IPYNB_LATER: Take.IPYNB,
}
"""The half that counts, where its state tells one."""


@dataclass(frozen=True, slots=True)
class Synced:
    """A pair after the attempt to make its halves agree."""

    paths: PairPaths
    """Where the halves are."""
    carried: Carried
    """What was done."""
    made: bool = False
    """Whether the half that was written was missing before."""
    kept: Path | None = None
    """A copy of what was overwritten, where it held changes."""
    state: PairState = PairState.AGREE
    """Which half had changed."""
    differences: tuple[Difference, ...] = ()
    """The cells in which the halves differ, if nothing was written."""


def sync(paths: PairPaths, *, take: Take | None = None) -> Synced:
    """Make both halves of a pair agree, if one of them can be told to be the older.

    Args:
        paths: Where the halves are, or would be.
        take: The half that counts in any case; a copy of what the other one had new is kept beside it.

    Raises:
        UsageError: A half cannot be read or written; one line, and nothing has changed.
    """
    _refuse_links_elsewhere(paths)
    if len(paths.there) < 2:
        return _made(paths, take)
    script, notebook = _read(paths)
    state = state_of(script, notebook)
    if state is PairState.AGREE:
        _note_agreement(script.data, notebook)
        return Synced(paths, Carried.NOTHING)
    counts = take or LATEST.get(state)
    if counts is None:
        return Synced(paths, Carried.REFUSED, state=state, differences=differences(script, notebook))
    is_older_new = state is not (PairState.PY_CHANGED if counts is Take.PY else PairState.IPYNB_CHANGED)
    if counts is Take.PY:
        kept = _replace(notebook, notebook_from(script, notebook), keep=is_older_new)
        return Synced(paths, Carried.TO_NOTEBOOK, kept=kept)
    data = script_from(notebook, script)
    kept = _replace(script, data, keep=is_older_new)
    _note_agreement(data, notebook)
    return Synced(paths, Carried.TO_SCRIPT, kept=kept)


def _refuse_links_elsewhere(paths: PairPaths) -> None:
    """Let only such links pass as stay in their folder: no other file is read or written.

    Raises:
        UsageError: A half is a link that leads out of its folder; one line.
    """
    for path in (paths.script, paths.notebook):
        if path.is_symlink() and path.exists() and path.resolve().parent != path.parent.resolve():
            where = shown(str(path.resolve()), length=300)
            raise UsageError(
                f"{_named(path)} is a link to {where}, out of its folder: sync there, or put a copy here"
            )


def _read(paths: PairPaths) -> tuple[Half, Half]:
    try:
        return read_script_half(paths.script), read_notebook_half(paths.notebook)
    except UsageError as error:
        raise UsageError(
            f"{error}. If you move that file away, it is made anew from the other half"
        ) from error


def _made(paths: PairPaths, take: Take | None) -> Synced:
    """Make the half that is missing."""
    has_script = paths.script in paths.there
    missing = paths.notebook if has_script else paths.script
    if take is (Take.IPYNB if has_script else Take.PY):
        raise UsageError(f"there is no {_named(missing)} to take")
    if missing.is_symlink():  # to write there would make a file wherever whoever made the link wanted it
        raise UsageError(f"{_named(missing)} is a link that leads to no file; remove it, then sync again")
    if has_script:
        _write(paths.notebook, notebook_from(read_script_half(paths.script), None))
        return Synced(paths, Carried.TO_NOTEBOOK, made=True)
    notebook = read_notebook_half(paths.notebook)
    data = script_from(notebook, None)
    _write(paths.script, data)
    _note_agreement(data, notebook)
    return Synced(paths, Carried.TO_SCRIPT, made=True)


def _note_agreement(script: bytes, notebook: Half) -> None:
    """Record in the notebook that both halves agree, if it does not say so yet."""
    data = stamped(script, notebook)
    if data != notebook.data:
        # They agree all the same where nothing can be written.
        with contextlib.suppress(OSError):
            replace_file(notebook.path, data)


def _replace(half: Half, data: bytes, *, keep: bool) -> Path | None:
    """Write a half anew, and return the copy of what it was, if that is to be kept."""
    if half.path.read_bytes() != half.data:
        raise UsageError(f"{_named(half.path)} was saved just now: run it again")
    kept = _copy(half) if keep else None
    try:
        _write(half.path, data)
    except UsageError:
        if kept:
            kept.unlink()
        raise
    return kept


def _copy(half: Half) -> Path:
    """Write a copy beside a half, under a name that is not taken and that nobody reads as the exercise."""
    for name in _names_of_copies(half.path.name):
        path = half.path.with_name(name)
        try:
            with path.open("xb") as file:
                file.write(half.data)
        except FileExistsError:
            continue
        except OSError as error:
            raise _unwritable(half.path, error) from error
        return path
    raise AssertionError("names do not end")


def _names_of_copies(name: str) -> Iterator[str]:
    yield f"{name}.bak"
    yield from (f"{name}.{number}.bak" for number in count(2))


def _write(path: Path, data: bytes) -> None:
    try:
        replace_file(path, data)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{_named(path)} cannot be written ({error.strerror}); nothing was changed")


def _named(path: Path) -> str:
    return shown(str(path), length=300)
