"""Notebooks: the JSON of nbformat 4, of which only the code is looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from autograder.errors import UnreadableSubmission
from autograder.model import Cell, Form
from autograder.submission.magics import left_out_lines, without_magics
from autograder.submission.percent import MOST_CELLS, MOST_LEFT_OUT, Parts, holds_code, question_of
from autograder.submission.record import Record, record_in
from autograder.submission.text import decoded, normalised

__all__ = ["notebook_cells", "notebook_parts"]

_PART = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{\]}]', re.DOTALL)
_BULKY = {b'"outputs"', b'"attachments"', b'"widgets"'}
_MOST_PARTS = 4_000_000  # of the whole file: about two seconds of looking
_MOST_KEPT_PARTS = 1_000_000
_MOST_KEPT_BYTES = 16 << 20
_MOST_CODE = 2 << 20
_DEEPEST = 100


def notebook_cells(data: bytes) -> tuple[Cell, ...]:
    """Return the code cells of a notebook, numbered among all of its cells.

    Outputs, attachments and the state of widgets are cut out of the bytes before the JSON is parsed, and the
    number of parts and their nesting are limited, so that a few megabytes cannot grow to gigabytes.

    Raises:
        UnreadableSubmission: It is no notebook of format 4, or goes beyond a limit.
    """
    return notebook_parts(data)[0].cells


def notebook_parts(data: bytes) -> tuple[Parts, Record | None]:
    """Return what the notebook is cut into, and its word on its pair.

    Raises:
        UnreadableSubmission: It is no notebook of format 4, or goes beyond a limit.
    """
    notebook = _parsed(_without_bulk(data))
    cells = _cells(notebook)
    if not cells:
        raise UnreadableSubmission("is a notebook without cells")
    if len(cells) > MOST_CELLS:
        raise UnreadableSubmission(f"has more than {MOST_CELLS} cells")
    sources, left_out = _sources(cells)
    if sum(map(len, sources.values())) > _MOST_CODE:
        raise UnreadableSubmission(f"holds more than {_MOST_CODE >> 20} MiB of code")
    tags = {number: _tags(cell) for number, cell in enumerate(cells, 1)}
    code = [
        Cell(number, 1, source, question_of(tags[number]))
        for number, source in sources.items()
        if holds_code(source)
    ]
    ignored = {number for number in tags if "otter_ignore" in tags[number]}
    parts = Parts(
        tuple(cell for cell in code if cell.index not in ignored),
        tuple(cell for cell in code if cell.index in ignored),
        Form.NOTEBOOK,
        tuple(left_out),
    )
    return parts, record_in(notebook.get("metadata"))


def _sources(cells: Sequence[dict[str, Any]]) -> tuple[dict[int, str], list[tuple[int, str]]]:
    """Return the source of each code cell by its number, and some of the lines that are left out of them."""
    kept: dict[int, str] = {}
    left_out: list[tuple[int, str]] = []
    for number, cell in enumerate(cells, 1):
        if cell.get("cell_type") == "code":
            source = _source(cell, number)
            kept[number] = without_magics(source)
            if len(left_out) < MOST_LEFT_OUT:
                left_out += ((number, text) for text in left_out_lines(source, kept[number]))
    return kept, left_out[:MOST_LEFT_OUT]


def _without_bulk(data: bytes) -> bytes:
    """Return the notebook's bytes with ``null`` for what can be large and is not needed, line for line."""
    kept: list[bytes] = []
    kept_until = 0
    for start, end in _bulk(data):
        kept += data[kept_until:start], b"null", b"\n" * data.count(b"\n", start, end)
        kept_until = end
    rest = b"".join([*kept, data[kept_until:]])
    if len(rest) > _MOST_KEPT_BYTES:
        raise UnreadableSubmission(f"holds more than {_MOST_KEPT_BYTES >> 20} MiB beside its outputs")
    return rest


def _bulk(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of the values to cut, each an object or a list that is complete."""
    depth, kept_parts, after_key = 0, 0, False
    cut_from, cut_depth = None, 0
    for number, part in enumerate(_PART.finditer(data)):
        kept_parts += cut_from is None
        if number > _MOST_PARTS or kept_parts > _MOST_KEPT_PARTS:
            raise UnreadableSubmission("has too many parts to be an exercise")
        first = data[part.start()]
        if first in b"[{":
            if cut_from is None and after_key:
                cut_from, cut_depth = part.start(), depth
            depth += 1
            if depth > _DEEPEST:
                raise UnreadableSubmission(f"nests more than {_DEEPEST} levels deep")
        elif first in b"]}":
            depth -= 1
            if cut_from is not None and depth <= cut_depth:
                yield cut_from, part.end()
                cut_from = None
        # A mere value of such a text counts, too: no object or list that follows one is needed.
        after_key = first == ord('"') and depth <= 3 and part.end() - part.start() < 16 and part[0] in _BULKY


def _parsed(data: bytes) -> dict[str, Any]:
    """Return the notebook's JSON object."""
    try:
        notebook = json.loads(decoded(data))
    except json.JSONDecodeError as error:
        broken = f"is not a notebook: its JSON is broken or cut off (line {error.lineno})"
        raise UnreadableSubmission(broken) from error
    except (ValueError, RecursionError) as error:  # a ValueError: a number of thousands of digits
        raise UnreadableSubmission("is not a notebook: its JSON is broken or cut off") from error
    if not isinstance(notebook, dict):
        raise UnreadableSubmission("is not a notebook: its JSON is no object")
    return notebook


def _cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all cells."""
    version = notebook.get("nbformat")
    if type(version) is not int or version != 4:
        known = f"nbformat {version}" if type(version) is int and 0 <= version < 100 else "no known nbformat"
        raise UnreadableSubmission(f"is a notebook of {known}: open it in Jupyter and save it as nbformat 4")
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise UnreadableSubmission("is a notebook without cells")
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict):
            raise UnreadableSubmission(f"is not a notebook: its cell {number} is no object")
    return cells


def _tags(cell: dict[str, Any]) -> list[Any]:
    """Return a cell's tags, which may be anything."""
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tags if isinstance(tags, list) else []


def _source(cell: dict[str, Any], number: int) -> str:
    """Return a cell's source, which the format allows to be a list of lines."""
    source = cell.get("source", "")
    lines = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        raise UnreadableSubmission(f"is not a notebook: the source of its cell {number} is no text")
    return normalised("".join(lines))
