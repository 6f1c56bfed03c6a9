"""One half of a pair as cells, and the digest of what it says."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from autograder.errors import UnreadableSubmission, UsageError
from autograder.submission import shown
from autograder.submission.notebook import notebook_cells
from autograder.submission.percent import python_cells, question_of
from autograder.submission.text import decoded, normalised, python_text

__all__ = [
    "FORMAT",
    "Half",
    "PairCell",
    "book_of_script",
    "cells_digest",
    "cells_of",
    "plain_cell",
    "read_notebook_half",
    "read_script_half",
    "spoken",
]

FORMAT: Final = "py:percent"
"""Jupytext's name for the format of scripts."""


@dataclass(frozen=True, slots=True)
class PairCell:
    """A cell as far as both halves can hold it."""

    kind: str
    """``code``, ``markdown``, ``raw``, or ``ignored`` for code that only demonstrates."""
    source: str
    """Its source, without what is blank at its ends and the ends of its lines."""
    question: str = field(default="", compare=False)
    """Name of the question that it answers, or nothing."""
    number: int = field(default=0, compare=False)
    """Its place among all cells of its half, from 1; 0 if that is not known."""


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a pair."""

    path: Path
    """The file."""
    data: bytes
    """Its bytes as they were read."""
    book: Any
    """It as nbformat's notebook; a script's magics are no comments there."""
    saved: int = 0
    """When it was saved, in nanoseconds since 1970."""

    @property
    def cells(self) -> tuple[PairCell, ...]:
        """Its cells, in order."""
        return cells_of(self.book)


def read_script_half(path: Path) -> Half:
    """Read a percent script.

    Raises:
        UsageError: It is no file, no UTF-8 text, or none that Jupytext can read; one line.
    """
    data = _read(path)
    try:
        text = python_text(data)
        python_cells(text)  # beyond its limits nobody grades it either
        return Half(path, data, book_of_script(text), _saved(path))
    except UnreadableSubmission as reason:
        raise UsageError(f"{shown(str(path), length=300)} {reason}") from reason


def read_notebook_half(path: Path) -> Half:
    """Read a notebook.

    Raises:
        UsageError: It is no file, or no notebook of format 4; one line.
    """
    data = _read(path)
    try:
        notebook_cells(data)  # its words for what is wrong are the clearer ones
        return Half(path, data, _book(data), _saved(path))
    except UnreadableSubmission as reason:
        raise UsageError(f"{shown(str(path), length=300)} {reason}") from reason


def book_of_script(text: str) -> Any:
    """Return a percent script as nbformat's notebook.

    Raises:
        UnreadableSubmission: Jupytext cannot read it.
    """
    import jupytext

    try:
        book = jupytext.reads(text, fmt=FORMAT)
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # a header of another shape
        broken = "has a header that Jupytext cannot read: copy what stands between the two `# ---` anew"
        raise UnreadableSubmission(broken) from error
    if book.cells and not (book.cells[0].source.strip() or book.cells[0].metadata):
        del book.cells[0]  # Jupytext's reading of blank lines below the header
    return book


def cells_of(book: Any) -> tuple[PairCell, ...]:
    """Return all cells of a notebook."""
    return tuple(plain_cell(cell, number) for number, cell in enumerate(book.cells, 1))


def spoken(cells: Iterable[PairCell]) -> list[PairCell]:
    """Return the cells that say anything: editors leave empty ones behind, and nobody means them."""
    return [cell for cell in cells if cell.source]


def plain_cell(cell: Any, number: int = 0) -> PairCell:
    """Return what both halves can hold of nbformat's cell."""
    tags = [tag for tag in cell.metadata.get("tags", []) if isinstance(tag, str)]
    kind = "ignored" if cell.cell_type == "code" and "otter_ignore" in tags else cell.cell_type
    lines = [line.rstrip() for line in normalised(cell.source).split("\n")]
    return PairCell(kind, "\n".join(lines).strip("\n"), question_of(tags), number)


def cells_digest(cells: Iterable[PairCell]) -> str:
    """Return the digest of all that the cells say."""
    plain = json.dumps([[cell.kind, cell.source] for cell in spoken(cells)])
    return hashlib.sha256(plain.encode()).hexdigest()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{shown(str(path), length=300)}: cannot be read: {error.strerror}") from error


def _saved(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0  # it went away meanwhile; its bytes are known


def _book(data: bytes) -> Any:
    """Return the notebook, with ids that are missing or double put right."""
    import nbformat

    try:
        book = nbformat.v4.reads(decoded(data))
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # parts of another shape
        raise UnreadableSubmission("is not a valid notebook: open it in Jupyter and save it") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the missing ids
            nbformat.validate(book)
    except nbformat.ValidationError as error:
        wrong = shown(str(error).strip().partition("\n")[0], length=160)
        raise UnreadableSubmission(f"is not a valid notebook: {wrong}") from error
    for cell in book.cells:
        cell.source = normalised(cell.source)
    return book
