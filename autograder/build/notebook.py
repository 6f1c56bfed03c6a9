"""Stub → the student's percent script and the notebook beside it, the same bytes each time.

The notebook is made from the script, never the other way round and never by comparing times. What would
change from one machine or version to the next is left out: the version of Jupytext, random cell ids, outputs.
Blank lines between cells are kept in the cells' metadata, so that saving the pair leaves the script as it is.
The notebook is born with the record that both halves agree, and with what JupyterLab would otherwise add as
soon as a kernel runs: then a notebook that was only opened is not "unsaved".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from autograder.build.stub import StubLine
from autograder.pair import LANGUAGE, stamp
from autograder.submission.percent import question_of

__all__ = ["HEADER", "notebook", "script"]

HEADER: Final = """\
# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

"""
"""Jupytext's header of every built script, whatever header the master has."""

_MAX_ID: Final = 64


def script(lines: Sequence[StubLine]) -> str:
    """Return the student's percent script: the header, and the stub's lines as they are."""
    return HEADER + "\n".join(line.text for line in lines).strip("\n") + "\n"


def notebook(text: str, exercise: str) -> tuple[str, int]:
    """Return the notebook of a percent script as JSON, and how many cells it has.

    Args:
        text: The script, with its header.
        exercise: Name of the exercise; the ids of the cells begin with it.
    """
    import jupytext
    import nbformat

    book = jupytext.reads(text, fmt="py:percent")
    for cell, name in zip(book.cells, _ids(book.cells, exercise), strict=True):
        cell["id"] = name
    book.metadata["language_info"] = dict(LANGUAGE)
    book.nbformat, book.nbformat_minor = 4, 5
    stamp(text.encode(), book)
    nbformat.validate(book)
    return nbformat.writes(book, version=4).rstrip("\n") + "\n", len(book.cells)


def _ids(cells: Sequence[Any], exercise: str) -> Iterator[str]:
    """Yield an id for each cell: its question's name, or its place behind the last question.

    So an edited cell keeps its id, and a new one changes those up to the next question only.
    """
    section, place = "start", 0
    for cell in cells:
        question = question_of(cell.metadata.get("tags", []))
        section, place = (question, 0) if question else (section, place + 1)
        ending = section if question else f"{section}-{place}"
        start = re.sub(r"[^A-Za-z0-9_]", "-", exercise)[: max(0, _MAX_ID - 1 - len(ending))]
        yield f"{start}-{ending}"[-_MAX_ID:]
