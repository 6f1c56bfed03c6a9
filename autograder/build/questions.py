"""Which cell holds which question, and which checks belong to it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from autograder.markers import CellKind, Master, MasterCell
from autograder.model import Check

__all__ = ["CheckFile", "check_problems", "question_cells"]

_TAG: Final = re.compile(r"question-([A-Za-z_][A-Za-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class CheckFile:
    """A module of checks: its text, and the checks that somebody else loaded from it."""

    path: str
    """Name of the file in messages."""
    text: str
    """Its source."""
    checks: tuple[Check, ...]
    """Its checks in order."""

    def line_of(self, check: Check) -> int | None:
        """Return the line of the ``def`` of a check at the module's top level, or None."""
        try:
            body = ast.parse(self.text).body
        except (SyntaxError, ValueError):
            return None
        lines = (
            node.lineno for node in body if isinstance(node, ast.FunctionDef) and node.name == check.name
        )
        return next(lines, None)


def question_cells(master: Master) -> tuple[Mapping[str, MasterCell], tuple[str, ...]]:
    """Return the cell of each question in order, and a line for each mistake in their tags."""
    cells: dict[str, MasterCell] = {}
    problems: list[str] = []
    for cell in master.cells:
        for name, wrong in _questions(cell):
            twin = next((other for other in cells if other.casefold() == name.casefold()), None)
            mistake = wrong
            if twin and not wrong:
                mistake = f"question {name} has a cell already, in line {cells[twin].line}"
            if mistake:
                problems.append(f"{master.path}:{cell.line}: {mistake}")
            if name and not twin:
                cells[name] = cell
    return cells, tuple(problems)


def check_problems(
    master: Master, cells: Mapping[str, MasterCell], public: CheckFile, hidden: CheckFile
) -> tuple[str, ...]:
    """Return a line for each check without a question, question without a check, and name used twice."""
    problems = [problem for file in (public, hidden) for problem in _problems_of(file, cells, master.path)]
    names = Counter(check.name for check in public.checks)
    problems += (
        f"{hidden.path}:{hidden.line_of(check) or 1}: check {check.name} has the name of a public one"
        for check in hidden.checks
        if names[check.name]
    )
    asked = {check.question for file in (public, hidden) for check in file.checks}
    files = f"{public.path} or {hidden.path}"
    problems += (
        f"{master.path}:{cell.line}: question {name} has no check: write one in {files}"
        for name, cell in cells.items()
        if name not in asked
    )
    return tuple(problems)


def _problems_of(file: CheckFile, cells: Mapping[str, MasterCell], master: str) -> Iterator[str]:
    seen: set[str] = set()
    for check in file.checks:
        line = file.line_of(check)
        where = f"{file.path}:{line or 1}: check {check.name}"
        if line is None:
            yield f"{where} is not a function at the top level of this file"
        if check.name in seen:
            yield f"{where} is there twice, perhaps by another name"
        seen.add(check.name)
        if check.question not in cells:
            yield f"{where}: no question {check.question}; {master} has {_listed(tuple(cells))}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _questions(cell: MasterCell) -> Iterator[tuple[str, str]]:
    """Yield name and mistake (or "") of each question that a cell's tags name."""
    tags = [tag for tag in cell.tags if re.match(r"questions?(?![A-Za-z0-9])", tag, re.IGNORECASE)]
    for tag in tags:
        match = _TAG.fullmatch(tag)
        if not match:
            yield "", f"tag `{tag}`: expected `question-NAME`, with a name of letters, digits and _"
        elif cell.kind is not CellKind.CODE:
            yield match[1], f"tag `{tag}` on a text cell: a question is a code cell"
        elif "otter_ignore" in cell.tags:
            yield match[1], f"tag `{tag}` beside `otter_ignore`: a question's cell must run"
        elif len(tags) > 1:
            yield match[1], f"tag `{tag}`: a cell holds one question, and this one has {len(tags)} such tags"
        else:
            yield match[1], ""
