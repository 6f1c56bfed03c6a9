"""Carrying one half of a pair over to the other, and the record that both agree now."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import count, takewhile
from typing import Any, Final

from autograder.errors import UsageError
from autograder.pair.halves import (
    FORMAT,
    Half,
    PairCell,
    book_of_script,
    cells_digest,
    cells_of,
    plain_cell,
    spoken,
)
from autograder.submission import shown
from autograder.submission.notebook import notebook_cells
from autograder.submission.percent import python_cells
from autograder.submission.record import RECORD_KEY, Record, code_digest, plain_record
from autograder.submission.text import python_text

__all__ = ["LANGUAGE", "notebook_from", "script_from", "stamp", "stamped"]

LANGUAGE: Final = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": "3.11.7",
}
"""What a kernel of Python says of itself. JupyterLab compares all of it, and writes another version once."""

_HEADER = re.compile(r"(?:\#[^\n]*\n)*?\# ---[ \t]*\n(?:\#[^\n]*\n)*?\# ---[ \t]*\n+")
_STYLE: Final = ("lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker")
"""Metadata in which Jupytext keeps how a script looks."""
_REPRESENTATION: Final = {"extension": ".py", "format_name": "percent", "format_version": "1.3"}


def stamp(script: bytes, book: Any) -> None:
    """Record in the metadata of nbformat's notebook that it agrees with a script.

    Raises:
        UnreadableSubmission: One of them is beyond what graders read.
    """
    _represent(book)
    py = code_digest(python_cells(python_text(script)))
    ipynb = code_digest(notebook_cells(_notebook_bytes(book)))
    book.metadata[RECORD_KEY] = plain_record(Record(cells_digest(cells_of(book)), py, ipynb))


def _represent(book: Any) -> None:
    """Note in a paired notebook how its script looks; Jupytext takes that out when it saves both."""
    jupytext = book.metadata.get("jupytext")
    if isinstance(jupytext, dict) and "formats" in jupytext:
        jupytext.setdefault("text_representation", dict(_REPRESENTATION))


def stamped(script: bytes, notebook: Half) -> bytes:
    """Return a notebook as it is, but with the record of its agreement with a script."""
    book = copy.deepcopy(notebook.book)
    stamp(script, book)
    return notebook.data if book.metadata == notebook.book.metadata else _notebook_bytes(book)


def notebook_from(script: Half, notebook: Half | None) -> bytes:
    """Return the notebook that agrees with a script, with the record of it.

    Args:
        script: The half that counts.
        notebook: The notebook so far. It keeps its metadata, and so does each cell, with its id; a cell whose
            code is another one loses its outputs, which would no longer be its own.
    """
    from jupytext.combine import combine_inputs_with_outputs, map_outputs_to_inputs

    new = copy.deepcopy(script.book)
    if notebook is None:
        new.metadata, new.nbformat_minor = _metadata_of_new(new.metadata), 5
        return _stamped(script.data, _identified(new, known=set()))
    old = copy.deepcopy(notebook.book)
    origins = map_outputs_to_inputs(new.cells, old.cells)
    book = combine_inputs_with_outputs(new, old, FORMAT)
    book.metadata = notebook.book.metadata.copy()
    for cell, model, origin in zip(book.cells, script.book.cells, origins, strict=True):
        is_same = origin is not None and plain_cell(model) == plain_cell(old.cells[origin])
        if cell.cell_type == "code" and not is_same:
            cell.outputs, cell.execution_count = [], None
    known = {cell["id"] for cell in old.cells if "id" in cell}
    return _stamped(script.data, _identified(book, known))


def script_from(notebook: Half, script: Half | None) -> bytes:
    """Return the script that agrees with a notebook.

    Args:
        notebook: The half that counts.
        script: The script so far, whose header, line ends and blank lines are kept.

    Raises:
        UsageError: The percent format cannot hold one of the cells; the text says which.
    """
    import jupytext

    book, said = copy.deepcopy(notebook.book), spoken(notebook.cells)
    if script is not None:
        for ours, theirs in _same(notebook.cells, script.cells):
            _take_style(book.cells[ours], script.book.cells[theirs])
    made = _without_version(jupytext.writes(book, fmt=FORMAT))
    old = python_text(script.data) if script else ""
    for text in (_with_header_of(old, made) if script else made, made):
        back = spoken(cells_of(book_of_script(text)))
        if back == said:
            ends = "\r\n" if script and b"\r\n" in script.data else "\n"
            return text.replace("\n", ends).encode()
    raise UsageError(
        f"{shown(str(notebook.path), length=300)}: cell {_first_other(said, back)} would not be the same "
        "in a .py: is there a line in it that begins with `# %%`, or an unusual line break?"
    )


def _first_other(said: Sequence[PairCell], back: Sequence[PairCell]) -> int:
    """Return the number of the first cell that came back as another one."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(said, back, strict=False)))
    return said[min(same, len(said) - 1)].number


def _same(ours: Sequence[PairCell], theirs: Sequence[PairCell]) -> Iterator[tuple[int, int]]:
    """Yield the places of the cells that both have, in order."""
    for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        yield from ((block.a + step, block.b + step) for step in range(block.size))


def _take_style(cell: Any, model: Any) -> None:
    """Let a cell stand in a script as another one does."""
    for key in _STYLE:
        cell.metadata.pop(key, None)
        if key in model.metadata:
            cell.metadata[key] = model.metadata[key]


def _metadata_of_new(metadata: Any) -> Any:
    """Return the metadata of a notebook made from a script, whose header may say little or nothing."""
    from nbformat import from_dict

    header = metadata.get("jupytext", {})
    kept = {key: header[key] for key in ("text_representation",) if "formats" in header and key in header}
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return from_dict(
        {
            "jupytext": {"formats": header.get("formats", "ipynb,py:percent"), **kept},
            "kernelspec": metadata.get("kernelspec", kernel),
            "language_info": dict(LANGUAGE),
        }
    )


def _identified(book: Any, known: Collection[str]) -> Any:
    """Give new cells ids that depend on what stands in them: the same pair makes the same notebook."""
    taken = set(known)
    for cell in book.cells:
        if book.nbformat_minor < 5:
            cell.pop("id", None)
        elif cell.get("id") not in known:
            cell["id"] = next(name for name in _ids(cell) if name not in taken)
            taken.add(cell["id"])
    return book


def _ids(cell: Any) -> Iterator[str]:
    for number in count():
        yield hashlib.sha256(f"{number} {cell.cell_type} {cell.source}".encode()).hexdigest()[:8]


def _stamped(script: bytes, book: Any) -> bytes:
    stamp(script, book)
    return _notebook_bytes(book)


def _notebook_bytes(book: Any) -> bytes:
    import nbformat

    text: str = nbformat.v4.writes(book).rstrip("\n") + "\n"
    return text.encode("utf-8", "backslashreplace")  # half a pair of surrogates is an escape in JSON, too


def _without_version(text: str) -> str:
    """Return a script without the line of its header that changes with each version of Jupytext."""
    return re.sub(r"\A((?:\#[^\n]*\n)*?)\#[ ]+jupytext_version:[^\n]*\n", r"\1", text)


def _with_header_of(old: str, new: str) -> str:
    """Return a new script with the header of the old one, or without one if that has none."""
    kept, made = _HEADER.match(old), _HEADER.match(new)
    body = new[made.end() :] if made else new
    return kept[0] + body if kept else body.lstrip("\n")
