"""Two halves of a pair side by side: which one changed, and in which cells they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, unified_diff
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from autograder.pair.halves import Half, PairCell, cells_digest, spoken
from autograder.submission.record import record_in

__all__ = ["Difference", "PairState", "differences", "state_of"]

_SAME_MOMENT: Final = 2_000_000_000
"""Nanoseconds within which copying leaves both halves; then the script counts, as it does for Jupytext."""


class PairState(StrEnum):
    """Which half changed since both agreed."""

    AGREE = "both agree"
    PY_CHANGED = "only the .py changed"
    IPYNB_CHANGED = "only the .ipynb changed"
    BOTH_CHANGED = "both changed"
    PY_LATER = "Jupyter saved both, then the .py was saved"
    IPYNB_LATER = "Jupyter saved both, then the .ipynb was saved"
    UNKNOWN = "they differ, and nothing tells which one changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which the halves differ."""

    title: str
    """Which cell it is, in words."""
    lines: tuple[str, ...]
    """Lines as in a unified diff: ``-`` what only the script has, ``+`` what only the notebook has."""


def state_of(script: Half, notebook: Half) -> PairState:
    """Return which half changed since the notebook's record of their agreement.

    What is in them tells it. Times count only between halves that Jupyter saved together since then.
    """
    py, ipynb = cells_digest(script.cells), cells_digest(notebook.cells)
    record = record_in(notebook.book.metadata)
    if py == ipynb:
        return PairState.AGREE
    if record is None:
        return PairState.UNKNOWN
    if ipynb == record.synced:
        return PairState.PY_CHANGED
    if py == record.synced:
        return PairState.IPYNB_CHANGED
    if not _jupytext_saved_both(notebook):
        return PairState.BOTH_CHANGED
    is_later = notebook.saved - script.saved > _SAME_MOMENT
    return PairState.IPYNB_LATER if is_later else PairState.PY_LATER


def _jupytext_saved_both(notebook: Half) -> bool:
    """Say whether Jupyter with Jupytext has written both halves since the record of their agreement.

    Then they agreed again at that moment, without a record of ours. Jupytext takes out of a notebook what
    the record of ours puts there: how the script looks.
    """
    jupytext = notebook.book.metadata.get("jupytext")
    if not isinstance(jupytext, dict) or "formats" not in jupytext:
        return False
    return "text_representation" not in jupytext


def differences(script: Half, notebook: Half) -> tuple[Difference, ...]:
    """Return the cells in which two halves differ, in order."""
    return tuple(_differing(script, notebook))


def _differing(script: Half, notebook: Half) -> Iterator[Difference]:
    ours, theirs = spoken(script.cells), spoken(notebook.cells)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for old, new in zip_longest(ours[first:last], theirs[start:end]):
            yield Difference(_title(old, new), tuple(_lines(old, new)))


def _title(old: PairCell | None, new: PairCell | None) -> str:
    """Return which cell it is, as the notebook counts, or the script where that has it alone."""
    there = [one for one in (new, old) if one]
    question = next((f", question {one.question}" for one in there if one.question), "")
    place = f"cell {there[0].number}{question}"
    if old is None or new is None:
        return f"{place}, only in the {'.ipynb' if old is None else '.py'}"
    kinds = f": {old.kind} in the .py, {new.kind} in the .ipynb"
    return place if old.kind == new.kind else f"{place}{kinds}"


def _lines(old: PairCell | None, new: PairCell | None) -> Iterator[str]:
    before, after = (cell.source.split("\n") if cell else [] for cell in (old, new))
    # The two lines with names of files say no more than the title.
    yield from list(unified_diff(before, after, n=2, lineterm=""))[2:]
