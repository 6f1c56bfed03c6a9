"""The cells that every exercise gets: Otter's (set-up, one behind each question, the end), and predictions.

The build writes them, so that no author can forget one, and none of them is ever graded: Otter's carry its
tag ``otter_ignore``, and the others are text. Cells that demonstrate what is not written yet raise, and get
Jupyter's tag for that: so running all cells of a fresh notebook does not end at the first of them, but shows
every check.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from autograder.build.stub import StubLine
from autograder.markers import CellKind, Master, MasterCell

__all__ = ["EXPORT", "HAND_IN", "added_cells", "with_otter_cells"]

_HEADER: Final = '# %% tags=["otter_ignore"]'
_IGNORED: Final = '"otter_ignore"'
_MAY_RAISE: Final = '"otter_ignore", "raises-exception"'
_SET_UP: Final = """\
{header}
# Sets up the checks. Run this cell first, and again whenever the kernel has been restarted.
# Stuck? grader.hint("NAME") shows a hint to a question, one step at a time; grader.hint() lists them.
from autograder import otter

grader = otter.Notebook("{exercise}.ipynb")
"""
HAND_IN: Final = "## Hand in"
"""Heading of the text before the last cells."""
EXPORT: Final = "grader.export()"
"""The last cell."""
_END: Final = """\
# %% [markdown]
# {hand_in}
#
# The next cell checks every question once more. Save the notebook before you run the last cell: it packs what
# is on disk, once a question is answered. From a terminal, `autograder submit` does the same.

{header}
grader.check_all()

{header}
{export}
"""
_FIXED: Final = 4
_ASKS: Final = "**Predict"
_PREDICTION: Final = """\
# %% [markdown] tags=["prediction"]
# **My prediction:** …"""


def added_cells(master: Master, checked: Collection[str]) -> int:
    """Return how many cells an exercise has that its master has not.

    Args:
        master: The master.
        checked: Names of the questions that have public checks.
    """
    return _FIXED + len(checked) + len(list(_predictions(master)))


def _predictions(master: Master) -> Iterator[MasterCell]:
    """Yield the text cells that ask for a prediction."""
    for cell in master.cells:
        lines = master.lines[cell.line : cell.last]
        if cell.kind is CellKind.TEXT and any(_ASKS in line for line in lines):
            yield cell


def with_otter_cells(
    master: Master,
    lines: Sequence[StubLine],
    questions: Mapping[str, MasterCell],
    checked: Collection[str],
    exercise: str,
) -> tuple[StubLine, ...]:
    """Return the lines of a stub with Otter's cells among them, and those for predictions.

    Args:
        master: Where the lines come from.
        lines: The stub's lines.
        questions: The cell of each question.
        checked: Names of the questions that have public checks.
        exercise: Name of the exercise.
    """
    first = next((cell.line for cell in master.cells if cell.kind is CellKind.CODE), 1)
    demonstrations = {cell.line for cell in master.cells if "otter_ignore" in cell.tags}
    behind = {cell.last: _PREDICTION for cell in _predictions(master)}
    behind |= {
        cell.last: f'{_HEADER}\ngrader.check("{name}")' for name, cell in questions.items() if name in checked
    }
    made: list[StubLine] = []
    for index, line in enumerate(lines):
        if line.origin == first and (not index or lines[index - 1].origin != first):
            made += _lines(_SET_UP.format(header=_HEADER, exercise=exercise), first)
        demonstrates = line.origin in demonstrations
        made.append(StubLine(line.text.replace(_IGNORED, _MAY_RAISE), line.origin) if demonstrates else line)
        after = lines[index + 1].origin if index + 1 < len(lines) else None
        ended = next((end for end in behind if line.origin <= end and (after is None or after > end)), None)
        if ended is not None:
            made = _followed(made, behind.pop(ended), line.origin)
    made = _stripped(made)
    return (
        *made,
        *_lines(
            "\n" + _END.format(header=_HEADER, hand_in=HAND_IN, export=EXPORT), made[-1].origin if made else 1
        ),
    )


def _followed(made: list[StubLine], text: str, origin: int) -> list[StubLine]:
    """Return the lines with a cell behind them, and as many blank lines after it as there were before it."""
    kept = _stripped(made)
    blank = made[len(kept) :] or [StubLine("", origin)]
    return [*kept, *blank, *_lines(text, origin), *blank]


def _stripped(lines: list[StubLine]) -> list[StubLine]:
    end = len(lines)
    while end and not lines[end - 1].text.strip():
        end -= 1
    return lines[:end]


def _lines(text: str, origin: int) -> list[StubLine]:
    return [StubLine(line, origin) for line in text.split("\n")]
