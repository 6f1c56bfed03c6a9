"""Master text → cells and solution regions, with line numbers.

A master is a Jupytext percent script with Otter's inline markers. The kit knows these, spelt exactly so:

``# BEGIN SOLUTION`` … ``# END SOLUTION``
    Each on a line of its own, at any indentation. The lines between them are the solution.
``# BEGIN SOLUTION NO PROMPT``
    The same, and nothing takes the region's place in what the student gets.
``code  # SOLUTION`` and ``code  # SOLUTION NO PROMPT``
    The line is the solution.

Otter reads each of them in the same way. A comment that looks like a marker and is none of these would
hand the solution to the students, so it is reported: another spelling, and Otter's markers for prompts,
ignored lines and seeds, which a master of this kit does not need.

What replaces a region is the business of ``autograder.build``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from autograder.errors import MasterError

__all__ = ["CellKind", "Master", "MasterCell", "Region", "regions", "scan"]

_CELL: Final = re.compile(r"^\s*#\s*%%%*(?:\s(?P<options>.*))?$")
_TEXT_CELL: Final = re.compile(r"\[(markdown|md|raw)\]")
_TAGS: Final = re.compile(r"\btags\s*=\s*(\[[^\]]*\]|\S*)")

_BEGIN: Final = re.compile(r"^(?P<indent>\s*)# BEGIN SOLUTION(?P<silent> NO PROMPT)?\s*$")
_END: Final = re.compile(r"^\s*# END SOLUTION\s*$")
_INLINE: Final = re.compile(r"^(?P<indent>\s*)(?P<code>[^\s#].*?)\s*# SOLUTION(?P<silent> NO PROMPT)?\s*$")
_SUSPECT: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i)#\W*(?:begin|end|start|stop)[\W_]*(?:solutions?|prompt|ignore)\b.*$",
        r"(?i)#\W*solutions?(?:\W*no\W*prompt)?\W*$",
        r"#[^#]*\bSOLUTIONS?\b.*$",
        r"#\W*(?:BEGIN|END)\b.*$",
        r"#\W*(?:IGNORE|SEED)\W*$",
    )
)


class CellKind(StrEnum):
    """What a cell holds."""

    CODE = "code"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class MasterCell:
    """A cell of a master."""

    line: int
    """Line of its header, ``# %%``, from 1; its body begins in the next."""
    last: int
    """Line of its last line."""
    kind: CellKind
    """Code, or text (Markdown and raw cells)."""
    tags: tuple[str, ...]
    """Its tags, in order."""


@dataclass(frozen=True, slots=True)
class Region:
    """A solution: what stands in the master and never in what the student gets."""

    first: int
    """Line of ``# BEGIN SOLUTION``, or of the line that ends in ``# SOLUTION``, from 1."""
    last: int
    """Line of ``# END SOLUTION``; for a marked line the same as ``first``."""
    indent: str
    """White space before the marker, or before the marked line's code."""
    prompts: bool
    """Whether something takes its place; not so with ``NO PROMPT``."""
    code: tuple[tuple[int, str], ...]
    """Number and text of each line of the solution, without the markers."""

    @property
    def is_marked_line(self) -> bool:
        """Whether it is a single line that ends in ``# SOLUTION``."""
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Master:
    """A master as read: its lines, its cells and its regions, with all that is wrong with them."""

    path: str
    """Name of the file in messages."""
    lines: tuple[str, ...]
    """Its lines, without line ends."""
    cells: tuple[MasterCell, ...]
    """Its cells in order."""
    regions: tuple[Region, ...]
    """Its well-formed regions in order."""
    problems: tuple[str, ...]
    """``path:line: message`` for each mistake, in order of lines."""

    def regions_in(self, cell: MasterCell) -> tuple[Region, ...]:
        """Return the regions of a cell, in order."""
        return tuple(region for region in self.regions if cell.line < region.first <= cell.last)

    def source(self, cell: MasterCell) -> str:
        """Return a cell's body below blank lines, so that a parser counts lines as the master does."""
        return "\n" * cell.line + "\n".join(self.lines[cell.line : cell.last]) + "\n"


@dataclass(slots=True)
class _Open:
    """A region whose end has not come yet."""

    line: int
    indent: str
    prompts: bool
    cell: MasterCell
    depth: int = 1


@dataclass(slots=True)
class _Scan:
    """Regions and problems found so far."""

    lines: tuple[str, ...]
    regions: list[Region] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    open: _Open | None = None

    def report(self, line: int, text: str) -> None:
        self.problems.append((line, text))

    def report_nested(self, line: int, marker: str, outer: _Open) -> None:
        self.report(line, f"`{marker}` inside the region of line {outer.line}: regions do not nest")

    def code_line(self, number: int, cell: MasterCell) -> None:
        text = self.lines[number - 1]
        if match := _BEGIN.match(text):
            self.begin(number, match, cell)
        elif _END.match(text):
            self.end(number, cell)
        elif match := _INLINE.match(text):
            self.marked(number, match)
        elif suspect := _suspect(text):
            self.report(
                number,
                f"unknown marker `{suspect}`: known are `# BEGIN SOLUTION` and `# END SOLUTION`, each alone "
                "on its line, `# SOLUTION` after code, and the first and the last with ` NO PROMPT`",
            )

    def text_line(self, number: int) -> None:
        text = self.lines[number - 1]
        if _BEGIN.match(text) or _END.match(text):
            self.report(number, f"`{text.strip()}` in a text cell: solutions stand in code cells")

    def begin(self, number: int, match: re.Match[str], cell: MasterCell) -> None:
        if self.open and self.open.cell is cell:
            self.open.depth += 1
            self.report_nested(number, "# BEGIN SOLUTION", self.open)
            return
        self.close_unfinished()
        self.open = _Open(number, match["indent"], match["silent"] is None, cell)

    def end(self, number: int, cell: MasterCell) -> None:
        if self.open is None:
            self.report(number, "`# END SOLUTION` without a `# BEGIN SOLUTION` before it")
        elif self.open.cell is not cell:
            self.report(self.open.line, f"this region spans cells, up to line {number}: end it in its own")
            self.open = None
        elif self.open.depth > 1:
            self.open.depth -= 1
        else:
            self.finish(number, self.open)
            self.open = None

    def marked(self, number: int, match: re.Match[str]) -> None:
        if self.open:
            self.report_nested(number, "# SOLUTION", self.open)
            return
        code = ((number, match["indent"] + match["code"]),)
        self.regions.append(Region(number, number, match["indent"], match["silent"] is None, code))

    def finish(self, number: int, begun: _Open) -> None:
        code = tuple(enumerate(self.lines[begun.line : number - 1], begun.line + 1))
        if not any(text.strip() and not text.lstrip().startswith("#") for _, text in code):
            self.report(begun.line, "this solution region is empty")
            return
        self.regions.append(Region(begun.line, number, begun.indent, begun.prompts, code))

    def close_unfinished(self) -> None:
        if self.open:
            self.report(self.open.line, "`# BEGIN SOLUTION` without an `# END SOLUTION` after it in its cell")
        self.open = None


def scan(text: str, path: str) -> Master:
    """Read a master; what is wrong with its cells and markers is in ``problems`` of the answer.

    Args:
        text: The master's text; Windows line ends are read as plain ones.
        path: Its name in messages.
    """
    lines = tuple(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"))
    problems: list[tuple[int, str]] = []
    cells = _cells(lines, problems)
    found = _Scan(lines, problems=problems)
    for cell in cells:
        for number in range(cell.line + 1, cell.last + 1):
            if cell.kind is CellKind.CODE:
                found.code_line(number, cell)
            else:
                found.text_line(number)
    found.close_unfinished()
    said = tuple(f"{path}:{line}: {text}" for line, text in sorted(found.problems))
    return Master(path, lines, cells, tuple(found.regions), said)


def regions(text: str, path: str) -> tuple[Region, ...]:
    """Return the solution regions of a master, in order.

    Raises:
        MasterError: A marker is stray, nested, unclosed or misspelt, a region empty, a cell's header wrong.
    """
    master = scan(text, path)
    if master.problems:
        raise MasterError(master.problems)
    return master.regions


def _suspect(text: str) -> str | None:
    """Return the comment that looks like a marker, if there is one."""
    hits = (pattern.search(text) for pattern in _SUSPECT)
    return next((hit.group().strip() for hit in hits if hit), None)


def _cells(lines: tuple[str, ...], problems: list[tuple[int, str]]) -> tuple[MasterCell, ...]:
    start = _after_preamble(lines, problems)
    heads = [number for number, text in enumerate(lines, 1) if number >= start and _CELL.match(text)]
    until = heads[0] if heads else len(lines) + 1
    stray = next((number for number in range(start, until) if lines[number - 1].strip()), None)
    if stray:
        problems.append((stray, "text before the first cell: put it below a line `# %%`"))
    ends = [*(head - 1 for head in heads[1:]), len(lines)]
    spans = zip(heads, ends[: len(heads)], strict=True)
    return tuple(_cell(head, last, lines[head - 1], problems) for head, last in spans)


def _after_preamble(lines: tuple[str, ...], problems: list[tuple[int, str]]) -> int:
    """Return the number of the first line after Jupytext's YAML header."""
    if lines[0].rstrip() != "# ---":
        return 1
    for number, text in enumerate(lines[1:], 2):
        if text.rstrip() == "# ---":
            return number + 1
    problems.append((1, "the header that begins with `# ---` does not end with another such line"))
    return 2


def _cell(line: int, last: int, head: str, problems: list[tuple[int, str]]) -> MasterCell:
    kind = CellKind.TEXT if _TEXT_CELL.search(head) else CellKind.CODE
    match = _TAGS.search(head)
    try:
        tags = json.loads(match[1]) if match else []
    except ValueError:
        tags = None
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        found = match[1] if match else ""
        problems.append((line, f'tags: expected a list such as ["question-loss"], found {found}'))
        tags = []
    return MasterCell(line, last, kind, tuple(tags))
