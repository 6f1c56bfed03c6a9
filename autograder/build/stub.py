r"""Master → stub: the lines that a student gets in place of the solution.

A solution region in a function becomes one line that says that nothing is there yet::

    # TODO: average the squared differences.          # TODO: average the squared differences.
    # BEGIN SOLUTION                             →     raise NotImplementedError("loss: write loss")
    return tf.reduce_mean(...)
    # END SOLUTION

The TODO stands in the master as a plain comment, directly above the region, so that the master runs as it is
and reads as Otter's users expect. Outside a function a region becomes ``...``, and a marked line what Otter
makes of it. With ``NO PROMPT`` nothing takes the place.

A stub must not pass by accident. So the first region of each function must be reached by every call: it
stands in the function's own body (or in a ``with`` there), and no ``return`` or ``yield`` is given before it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from autograder.build.questions import question_cells
from autograder.markers import CellKind, Master, MasterCell, Region

__all__ = ["Stub", "StubLine", "stub_of"]

_TODO: Final = re.compile(r"\s*# TODO:? *\w")
# As in otter.assign.solutions, so that both put the same dots in the same place.
_ASSIGNMENT: Final = re.compile(r"(\s*(?:[\w.]+(?=[^\w.])(?:\[['\"]?.*['\"]?\])*(?:,\s*)?)+\s*=).*")

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class StubLine:
    """A line of the stub."""

    text: str
    """The line, without its end."""
    origin: int
    """Line of the master that it is, or that it stands for, from 1."""


@dataclass(frozen=True, slots=True)
class Stub:
    """What the student gets, with all that is wrong with it."""

    lines: tuple[StubLine, ...]
    """Its lines from the first cell on; Jupytext's header is left out."""
    problems: tuple[str, ...]
    """``path:line: message`` for each mistake."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in its cell's code a region stands."""

    function: _Function | None
    """The function whose body it is in."""
    name: str
    """The function's name, with its class's."""
    in_block: bool
    """Whether it is in an ``if``, a loop or a ``try`` of that function, which a call may pass by."""


def stub_of(master: Master) -> Stub:
    """Return the stub of a master whose markers are in order.

    A question without a stub, a region without a TODO or out of its place, and code that does not compile
    are problems of the answer.
    """
    by_cell = {cell: name for name, cell in question_cells(master)[0].items()}
    lines: list[StubLine] = []
    problems: list[str] = []
    for cell in master.cells:
        made = _StubCell(master, cell, by_cell.get(cell))
        lines += made.lines()
        problems += (f"{master.path}:{line}: {text}" for line, text in sorted(made.problems()))
    return Stub(tuple(lines), tuple(problems))


class _StubCell:
    """One cell on its way from master to stub."""

    def __init__(self, master: Master, cell: MasterCell, question: str | None) -> None:
        self.master = master
        self.cell = cell
        self.question = question
        self.regions = master.regions_in(cell)
        self.tree: ast.Module | None = None
        self.broken: tuple[int, str] | None = None
        if cell.kind is CellKind.CODE:
            try:
                self.tree = ast.parse(master.source(cell))
            except (SyntaxError, ValueError) as error:
                self.broken = (_line_of(error, cell.line), f"this cell is no Python: {_reason(error)}")
        self.places = {region: _place(self.tree, region) for region in self.regions} if self.tree else {}

    def lines(self) -> list[StubLine]:
        """Return the cell as the student gets it, its header first."""
        starts = {region.first: region for region in self.regions}
        gone = {number for region in self.regions for number in range(region.first, region.last + 1)}
        made: list[StubLine] = []
        for number in range(self.cell.line, self.cell.last + 1):
            if number in starts:
                made += (StubLine(text, number) for text in self.replacement(starts[number]))
            elif number not in gone:
                made.append(StubLine(self.master.lines[number - 1], number))
        return made

    def replacement(self, region: Region) -> tuple[str, ...]:
        """Return what stands in a region's place: a line, or none."""
        place = self.places.get(region)
        if not region.prompts:
            return ()
        if region.is_marked_line:
            match = _ASSIGNMENT.match(region.code[0][1] + "  ")
            return (f"{match[1]} ..." if match else f"{region.indent}...",)
        if place is None or place.function is None:
            return (f"{region.indent}...",)
        return (f'{region.indent}raise NotImplementedError("{self.question}: write {place.name}")',)

    def problems(self) -> Iterator[tuple[int, str]]:
        """Yield line and text of everything that is wrong with the cell."""
        if self.broken:
            yield self.broken
            return
        for region in self.regions:
            yield from self.problems_of(region)
        yield from self.unreached()
        if self.question and not any(True for _ in self.stubs()):
            yield (
                self.cell.line,
                f"question {self.question} has no stub: put the solution in a function "
                "between `# BEGIN SOLUTION` and `# END SOLUTION`",
            )
        yield from self.uncompilable()

    def problems_of(self, region: Region) -> Iterator[tuple[int, str]]:
        """Yield what is wrong with one region by itself."""
        if region.is_marked_line or not region.prompts:
            return
        if not _has_todo(self.master.lines, region.first):
            yield (
                region.first,
                "no TODO: say in a comment `# TODO: …` directly above what is to be written here",
            )
        if self.places[region].function and self.question is None:
            yield (
                region.first,
                "a solution in a function outside a question: tag the cell `question-NAME`, or write "
                "`# BEGIN SOLUTION NO PROMPT`",
            )

    def stubs(self) -> Iterator[tuple[Region, _Place, _Function]]:
        """Yield the regions that become a ``raise``."""
        for region in self.regions:
            function = self.places[region].function
            if function and region.prompts and not region.is_marked_line:
                yield region, self.places[region], function

    def unreached(self) -> Iterator[tuple[int, str]]:
        """Yield the functions whose stub could return without a word."""
        seen: set[_Function] = set()
        for region, place, function in self.stubs():
            if function in seen:
                continue
            seen.add(function)
            if place.in_block:
                yield (
                    region.first,
                    f"the stub of {place.name} could pass by accident: its first region stands in an `if`, a "
                    "loop or a `try` that a call may pass by; begin the region before that",
                )
            elif given := self.given_exit(function, region):
                yield (
                    given,
                    f"the stub of {place.name} could pass by accident: this line is given and ends a call "
                    f"before the region of line {region.first}",
                )

    def given_exit(self, function: _Function, first: Region) -> int | None:
        """Return the line of a given ``return`` before the region, or of any given ``yield``."""
        solved = {number for region in self.regions for number, _ in region.code}
        exits = (
            node.lineno
            for node in _own_nodes(function)
            if isinstance(node, ast.Yield | ast.YieldFrom)
            or (isinstance(node, ast.Return) and node.lineno < first.first)
        )
        return next((line for line in exits if line not in solved), None)

    def uncompilable(self) -> Iterator[tuple[int, str]]:
        """Yield why the cell does not compile without its solution, if it does not."""
        if not self.regions:
            return
        lines = self.lines()
        try:
            compile(
                "\n".join(line.text for line in lines) + "\n", self.master.path, "exec", dont_inherit=True
            )
        except (SyntaxError, ValueError) as error:
            origin = lines[min(_line_of(error, 1), len(lines)) - 1].origin
            yield origin, f"without the solution this cell is no Python: {_reason(error)}"


def _place(tree: ast.Module, region: Region) -> _Place:
    """Return where a region stands, told from its first line of code."""
    code = next(number for number, text in region.code if text.strip() and not text.lstrip().startswith("#"))
    around = list(_around(tree, region.first, code))
    named = [node for node in around if isinstance(node, _Function | ast.ClassDef)]
    if not named or isinstance(named[-1], ast.ClassDef):
        return _Place(None, "", in_block=False)
    inner = around[around.index(named[-1]) + 1 :]
    in_block = any(not isinstance(node, ast.With | ast.AsyncWith) for node in inner)
    return _Place(named[-1], ".".join(node.name for node in named), in_block)


def _around(node: ast.AST, before: int, line: int) -> Iterator[ast.stmt]:
    """Yield the statements around a line that begin before another line, from the outside in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt) and child.lineno < before and line <= (child.end_lineno or 0):
            yield child
            yield from _around(child, before, line)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from _around(child, before, line)


def _own_nodes(function: _Function) -> Iterator[ast.AST]:
    """Yield what a function's body is made of, without the functions and classes in it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, _Function | ast.ClassDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def _has_todo(lines: Sequence[str], first: int) -> bool:
    """Whether the comment directly above a line holds a TODO with words."""
    for text in reversed(lines[: first - 1]):
        if not text.lstrip().startswith("# "):
            return False
        if _TODO.match(text):
            return True
    return False


def _line_of(error: SyntaxError | ValueError, otherwise: int) -> int:
    return (error.lineno if isinstance(error, SyntaxError) else None) or otherwise


def _reason(error: SyntaxError | ValueError) -> str:
    return error.msg if isinstance(error, SyntaxError) else str(error)
