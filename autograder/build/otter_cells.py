"""Otter's cells: the one that sets it up, one behind each question, and those at the end.

The build writes them, so that no author can forget one, and none of them is ever graded: they carry Otter's
tag ``otter_ignore``. Cells that demonstrate what is not written yet raise, and get Jupyter's tag for that: so
running all cells of a fresh notebook does not end at the first of them, but shows every check.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from autograder.build.stub import StubLine
from autograder.markers import CellKind, Master, MasterCell

__all__ = ["ADDED_CELLS", "EXPORT", "HAND_IN", "with_otter_cells"]

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
# is on disk. From a terminal, `autograder submit` does the same.

{header}
grader.check_all()

{header}
{export}
"""
ADDED_CELLS: Final = 4
"""Cells that every exercise gets besides those behind its questions."""


def with_otter_cells(
    master: Master,
    lines: Sequence[StubLine],
    questions: Mapping[str, MasterCell],
    checked: Collection[str],
    exercise: str,
) -> tuple[StubLine, ...]:
    """Return the lines of a stub with Otter's cells among them.

    Args:
        master: Where the lines come from.
        lines: The stub's lines.
        questions: The cell of each question.
        checked: Names of the questions that have public checks.
        exercise: Name of the exercise.
    """
    first = next((cell.line for cell in master.cells if cell.kind is CellKind.CODE), 1)
    demonstrations = {cell.line for cell in master.cells if "otter_ignore" in cell.tags}
    behind = {cell.last: name for name, cell in questions.items() if name in checked}
    made: list[StubLine] = []
    for index, line in enumerate(lines):
        if line.origin == first and (not index or lines[index - 1].origin != first):
            made += _lines(_SET_UP.format(header=_HEADER, exercise=exercise), first)
        demonstrates = line.origin in demonstrations
        made.append(StubLine(line.text.replace(_IGNORED, _MAY_RAISE), line.origin) if demonstrates else line)
        after = lines[index + 1].origin if index + 1 < len(lines) else None
        ended = next((end for end in behind if line.origin <= end and (after is None or after > end)), None)
        if ended is not None:
            made = _followed(made, f'{_HEADER}\ngrader.check("{behind.pop(ended)}")', line.origin)
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
