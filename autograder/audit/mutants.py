"""A master → copies of it with one small change in a solution region, and which of them are equivalent."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.audit.field_operators import field_edits
from autograder.audit.operators import general_edits
from autograder.audit.source import Edit, Source, edited
from autograder.errors import MasterError
from autograder.markers import CellKind, Master, scan
from autograder.yaml_text import read_yaml

__all__ = ["EQUIVALENT_FILE", "Mutant", "mutants_of", "read_equivalents"]

EQUIVALENT_FILE = "equivalent_mutants.yml"
"""Name of the file beside a master that declares mutants equivalent: was, becomes, reason."""

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Mutant:
    """A master with one small change."""

    line: int
    """Line of the change in the master, from 1."""
    where: str
    """Function in which the change is."""
    operator: str
    """What the change does, in words."""
    was: str
    """The lines that change, without what indents them."""
    becomes: str
    """What they become."""
    text: str
    """The whole text after the change."""

    @property
    def name(self) -> str:
        """A name for people."""
        return f"line {self.line}, {self.operator}: {_one_line(self.becomes)}"

    @property
    def identity(self) -> tuple[str, str, str]:
        """What stays the same when other lines change: function, was and becomes."""
        return self.where, self.was, self.becomes

    @property
    def diff(self) -> str:
        """The change as a diff without header."""
        was, becomes = self.was.split("\n"), self.becomes.split("\n")
        return "\n".join([*(f"- {one}" for one in was), *(f"+ {one}" for one in becomes)])


def mutants_of(text: str, path: str) -> tuple[Mutant, ...]:
    """Return the mutants of a master's solution regions, in order; those with the same text once.

    Raises:
        MasterError: The master has mistakes.
    """
    master = scan(text, path)
    if master.problems:
        raise MasterError(master.problems)
    found: dict[str, Mutant] = {}
    for mutant in _mutants(master):
        found.setdefault(mutant.text, mutant)
    return tuple(sorted(found.values(), key=lambda mutant: mutant.line))


def read_equivalents(folder: Path) -> Mapping[tuple[str, str, str], str]:
    """Return the reason of each mutant that is declared equivalent, by its function, was and becomes.

    Raises:
        MasterError: The file is no list of such declarations.
    """
    path = folder / EQUIVALENT_FILE
    if not path.exists():
        return {}
    document = read_yaml(path)
    problems = [problem.located(path) for problem in document.problems]
    entries = document.data if isinstance(document.data, list) else []
    keys = ("in", "was", "becomes", "reason")
    for index, entry in enumerate(entries):
        if not (isinstance(entry, dict) and set(entry) == set(keys) and all(map(_is_text, entry.values()))):
            problems.append(f"{path}:{document.line((index,))}: expected the texts {', '.join(keys)}")
    if problems or not entries:
        raise MasterError(problems or [f"{path}:1: expected a list of declarations"])
    return {(one["in"], one["was"].strip(), one["becomes"].strip()): one["reason"] for one in entries}


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _mutants(master: Master) -> Iterator[Mutant]:
    for cell in master.cells:
        regions = master.regions_in(cell)
        if cell.kind is not CellKind.CODE or not regions:
            continue
        source = _parsed(master.source(cell), master.path)
        for region in regions:
            lines = frozenset(number for number, _ in region.code)
            for node in source.nodes(lines):
                around = _functions_around(source, region.first)
                bound = _bound(around[-1]) if around else frozenset[str]()
                where = ".".join(one.name for one in around)
                for edit in (*general_edits(source, node), *field_edits(source, node, bound)):
                    mutant = _mutant(master, source, edit, where)
                    if mutant:
                        yield mutant


def _parsed(text: str, path: str) -> Source:
    try:
        return Source(text)
    except SyntaxError as error:
        raise MasterError([f"{path}:{error.lineno}: {error.msg}"]) from error


def _mutant(master: Master, source: Source, edit: Edit, where: str) -> Mutant | None:
    """Return what the change makes, or None if that is the same or does not compile."""
    before, after = source.data.decode().split("\n"), edited(source.data, edit).split("\n")
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if not changed or not _compiles("\n".join(after)):
        return None
    _, first, last, new_first, new_last = changed[0]
    last, new_last = changed[-1][2], changed[-1][4]
    lines = [*master.lines]
    lines[first:last] = after[new_first:new_last]
    return Mutant(
        line=first + 1,
        where=where,
        operator=edit.operator,
        was=_dedented(before[first:last]),
        becomes=_dedented(after[new_first:new_last]),
        text="\n".join(lines),
    )


def _compiles(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _dedented(lines: list[str]) -> str:
    return "\n".join(line.strip() for line in lines)


def _functions_around(source: Source, line: int) -> list[ast.FunctionDef | ast.ClassDef]:
    """Return the classes and functions around a line, the outermost first."""
    return [
        node
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]


def _bound(function: ast.FunctionDef | ast.ClassDef) -> frozenset[str]:
    """Return the names of a function's parameters and of what it assigns."""
    nodes = list(ast.walk(function))
    stored = {one.id for one in nodes if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return frozenset(stored | {one.arg for one in nodes if isinstance(one, ast.arg)})


def _one_line(text: str) -> str:
    text = " ⏎ ".join(text.split("\n"))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
