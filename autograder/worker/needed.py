"""What cells need of cells that graders skip: an import, a helper, a constant, an answer's later version."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["DEFINITIONS", "Needed", "bound_names"]

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
"""Statements that define a function or a class."""

_MOST = 1 << 20
"""Characters of all cells together that are looked at: honest ones have a twentieth of that."""


class Needed:
    """Which statements of skipped cells the others cannot do without."""

    def __init__(self, cells: Sequence[str], aside: Sequence[str]) -> None:
        """Look at all cells; what does not compile says nothing.

        Args:
            cells: Sources of the cells that run.
            aside: Sources of the cells that are skipped.
        """
        self._names: set[str] = set()
        if not aside or sum(map(len, (*cells, *aside))) > _MOST:
            return
        running = list(_statements(cells))
        skipped = [node for node in _statements(aside) if _may_run(node)]
        bound = {name for node in running for name in bound_names(node)}
        defined = {node.name for node in running if isinstance(node, DEFINITIONS)}
        # A later version of an answer, in a copy of a cell, is the one that the notebook knows.
        later = {node.name for node in skipped if isinstance(node, DEFINITIONS)} & defined
        known = bound | set(dir(builtins))
        makers: dict[str, list[ast.stmt]] = {}
        for node in skipped:
            for name in bound_names(node):
                makers.setdefault(name, []).append(node)
        waiting = [*later, *(_loaded(running) - known)]
        while waiting:
            for node in makers.pop(waiting.pop(), []):
                self._names.update(bound_names(node))
                waiting += _loaded([node]) - known

    def in_source(self, source: str) -> bool:
        """Say whether anything of a skipped cell is needed; of one that does not compile nothing is."""
        return bool(self._names) and any(map(self.of, _statements([source])))

    def part_of(self, source: str) -> str:
        """Return what is needed of a skipped cell, as source."""
        return "\n".join(ast.unparse(node) for node in _statements([source]) if self.of(node))

    def of(self, node: ast.stmt) -> bool:
        """Say whether a statement of a skipped cell is needed."""
        return _may_run(node) and not self._names.isdisjoint(bound_names(node))


def _statements(sources: Iterable[str]) -> Iterator[ast.stmt]:
    for source in sources:
        try:
            yield from ast.parse(source).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue


def _may_run(node: ast.stmt) -> bool:
    """Say whether a statement only names something: what demonstrates and trains is skipped for good."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return node.value is not None and not any(isinstance(one, ast.Call) for one in ast.walk(node.value))
    return isinstance(node, (*DEFINITIONS, ast.Import, ast.ImportFrom))


def _loaded(nodes: Iterable[ast.stmt]) -> set[str]:
    return {
        one.id
        for node in nodes
        for one in ast.walk(node)
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)
    }


def bound_names(node: ast.stmt) -> tuple[str, ...]:
    """Return the names that a statement may bind where it stands; of a definition its own alone."""
    if isinstance(node, DEFINITIONS):
        return (node.name,)
    found: dict[str, None] = {}
    for one in ast.walk(node):
        match one:
            case ast.Name(id=name, ctx=ast.Store()) | ast.alias(asname=str(name)):
                found[name] = None
            case ast.alias(name=name):
                found[name.partition(".")[0]] = None
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found[name] = None
    return tuple(found)
