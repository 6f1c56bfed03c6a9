"""Python files: the percent format of Jupytext, VS Code and Spyder, and plain scripts."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from autograder.errors import UnreadableSubmission
from autograder.model import Cell, Form
from autograder.submission.lexing import spanning_strings, statement_starts
from autograder.submission.magics import left_out_lines, without_magics

__all__ = [
    "MOST_CELLS",
    "MOST_LEFT_OUT",
    "Parts",
    "holds_code",
    "python_cells",
    "python_parts",
    "question_of",
]

_Part = TypeVar("_Part")

MOST_CELLS = 20_000
"""Cells, or statements of a plain script, that a submission may have."""
MOST_LEFT_OUT = 50
"""So many lines that only IPython understands are told of a file."""
_QUESTION_TAG = "question-"
"""How the tag of a question's cell begins."""
_LONGEST_OPTIONS = 1_000
"""Characters of a marker's line that are looked at: a search for tags may begin at each of them."""

_MARKER = re.compile(
    r"^\#[ \t]*(?:%%(?P<options>%*[ \t][^\n]*)?|<codecell>[ \t]*|In\[[0-9 ]*\]:?[ \t]*)$", re.MULTILINE
)
_HEADER = re.compile(
    r"(?:\#![^\n]*\n)?(?:(?>\#[^\n]*?coding[:=])[^\n]*+\n)?\n*+"
    r"(?:\#[ ]---[ \t]*\n(?:\#[^\n]*\n)*?\#[ ]---[ \t]*(?:\n|\Z))?"
)
_TEXT_CELL = re.compile(r"[^={]*\[(?:markdown|md|raw)\]")
_TAGS = re.compile(r"""\btags["']?[ \t]*[=:][ \t]*(\[[^\]\n]*\]|"[^"\n]*")""")
_WORD = re.compile(r"""["']([^"'\n]*)["']""")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a file is cut into."""

    cells: tuple[Cell, ...]
    """The code cells that run."""
    aside: tuple[Cell, ...]
    """The code cells that graders skip."""
    form: Form
    """What the file is cut by."""
    left_out: tuple[tuple[int, str], ...] = ()
    """Cell and text of some lines that only IPython understands."""


def python_cells(text: str) -> tuple[Cell, ...]:
    """Cut a Python file into its code cells.

    Lines ``# %%`` in the first column begin cells, as do nbconvert's ``# In[3]:``, except within a string.
    If a string is never closed, all of them count, so that only its own cell is lost. Without any,
    each top-level statement is a cell of its own: one that raises or does not compile takes no
    other with it. Text cells and cells tagged ``otter_ignore`` are left out, and what holds no code.

    Raises:
        UnreadableSubmission: There are more than 20,000 cells or statements.
    """
    return python_parts(text).cells


def python_parts(text: str) -> Parts:
    """Return what :func:`python_cells` does, the code cells that graders skip, and what the file is cut by.

    Raises:
        UnreadableSubmission: There are more than 20,000 cells or statements.
    """
    markers = _markers(text)
    if not markers:
        return Parts(_with_code(_statements(text)), (), Form.STATEMENTS)
    left_out: list[tuple[int, str]] = []
    cells, aside = (_cells_between(text, markers, left_out, tagged=tagged) for tagged in (False, True))
    return Parts(_with_code(cells), _with_code(aside), Form.CELLS, tuple(left_out[:MOST_LEFT_OUT]))


def _with_code(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells if holds_code(cell.source))


def holds_code(source: str) -> bool:
    """Whether there is more than blank lines and comments."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in source.split("\n"))


def _markers(text: str) -> list[re.Match[str]]:
    """Return the lines that begin a cell."""
    strings = spanning_strings(text) or []
    starts = [start for start, _ in strings]

    def quoted(position: int) -> bool:
        before = bisect_right(starts, position) - 1
        return before >= 0 and position < strings[before][1]

    markers = [marker for marker in _MARKER.finditer(text) if not quoted(marker.start())]
    return _not_too_many(markers)


def _cells_between(
    text: str, markers: Sequence[re.Match[str]], left_out: list[tuple[int, str]], *, tagged: bool = False
) -> list[Cell]:
    """Return the code cells that the markers begin, and what stands before the first of them.

    With ``tagged``, those cells that are tagged ``otter_ignore`` instead. What is left out of them is added
    to ``left_out``.
    """
    header = _HEADER.match(text)
    start = header.end() if header else 0
    preamble = text[start : markers[0].start()]
    cells = [_cell(1, text.count("\n", 0, start) + 1, preamble, left_out)] if preamble.strip() else []
    number, line, counted = len(cells), 1, 0
    if tagged:
        cells = []
    for marker, end in zip(markers, [*(m.start() for m in markers[1:]), len(text)], strict=True):
        line += text.count("\n", counted, marker.start())
        counted = marker.start()
        number += 1
        options = (marker["options"] or "")[:_LONGEST_OPTIONS]
        tags = _tags(options)
        if not _TEXT_CELL.match(options) and ("otter_ignore" in tags) == tagged:
            cell = _cell(number, line + 1, text[marker.end() + 1 : end], left_out)
            cells.append(dataclasses.replace(cell, question=question_of(tags)))
    return cells


def _cell(number: int, line: int, source: str, left_out: list[tuple[int, str]]) -> Cell:
    kept = without_magics(source)
    if len(left_out) < MOST_LEFT_OUT:
        left_out += ((number, text) for text in left_out_lines(source, kept))
    return Cell(index=number, line=line, source=kept.rstrip("\n"))


def _tags(options: str) -> list[str]:
    """Return the tags in the rest of a marker's line."""
    return [tag for tags in _TAGS.findall(options) for tag in _WORD.findall(tags)]


def question_of(tags: Iterable[object]) -> str:
    """Return the name of the question that a cell's tags give it, or nothing."""
    return next(
        (
            tag.removeprefix(_QUESTION_TAG)
            for tag in tags
            if isinstance(tag, str) and tag.startswith(_QUESTION_TAG)
        ),
        "",
    )


def _statements(text: str) -> list[Cell]:
    """Return each top-level statement as a cell; comments belong to the statement before them."""
    text = without_magics(text)
    starts = _not_too_many(list(statement_starts(text)))
    if not starts or holds_code(text[: starts[0]]):
        starts.insert(0, 0)
    cells, line, counted = [], 1, 0
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1):
        line += text.count("\n", counted, start)
        counted = start
        cells.append(Cell(index=number, line=line, source=text[start:end].rstrip("\n")))
    return cells


def _not_too_many(parts: list[_Part]) -> list[_Part]:
    if len(parts) > MOST_CELLS:
        raise UnreadableSubmission(f"has more than {MOST_CELLS} cells or statements")
    return parts
