"""A module of checks → the part of it that one question's checks need, as its author wrote it.

Top-level statements are kept or dropped whole, with the comment directly above them. Kept is what binds a
name that the wanted checks use, directly or through other kept statements: imports, helpers, constants, and
the checks that ``after`` names. Imports lose the names that nobody uses.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["ModuleSource", "Piece", "read_module"]

_OWN_SCOPE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, slots=True)
class Piece:
    """A top-level statement."""

    node: ast.stmt
    """Its syntax."""
    first: int
    """Line of its first line, from 1: that of its comment or decorator, if it has one."""
    last: int
    """Its last line."""
    binds: frozenset[str]
    """The names that it binds in the module."""
    needs: frozenset[str]
    """The names that are read in it, its own local ones among them."""

    @property
    def is_import(self) -> bool:
        """Whether it is an import."""
        return isinstance(self.node, ast.Import | ast.ImportFrom)

    @property
    def is_future(self) -> bool:
        """Whether it is an import from ``__future__``."""
        return isinstance(self.node, ast.ImportFrom) and self.node.module == "__future__"

    @property
    def is_definition(self) -> bool:
        """Whether it is a function or a class."""
        return isinstance(self.node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


@dataclass(frozen=True, slots=True)
class ModuleSource:
    """A module as its top-level statements."""

    path: str
    """Name of the file in messages."""
    lines: tuple[str, ...]
    """Its lines, without line ends."""
    pieces: tuple[Piece, ...]
    """Its statements in order, without its docstring."""
    problems: tuple[str, ...]
    """``path:line: message`` for each statement that cannot be sliced."""

    def needed(self, names: Collection[str]) -> tuple[Piece, ...]:
        """Return the statements that the named ones need, themselves among them, in order."""
        wanted, seen = set(names), set[str]()
        while wanted - seen:
            name = min(wanted - seen)
            seen.add(name)
            wanted |= {need for piece in self.pieces if name in piece.binds for need in piece.needs}
        return tuple(piece for piece in self.pieces if piece.is_future or piece.binds & seen)

    def text(self, pieces: Sequence[Piece], used: Collection[str]) -> str:
        """Return kept statements as they stand in the file; of imports only the used names."""
        made = ""
        for before, piece in zip((None, *pieces), pieces, strict=False):
            made += "\n" * (self._gap(before, piece) if before else 0)
            made += _trimmed(piece.node, used) or "\n".join(self.lines[piece.first - 1 : piece.last])
            made += "\n"
        return made

    def _gap(self, before: Piece, piece: Piece) -> int:
        """Return how many blank lines stand between two kept statements."""
        if before.is_definition or piece.is_definition:
            return 2
        if before.is_import != piece.is_import or before.is_future:
            return 1
        above = self.lines[piece.first - 2] if piece.first > 1 else ""
        return 0 if above.strip() else 1


def read_module(text: str, path: str, *, siblings: Collection[str] = ()) -> ModuleSource:
    """Read a module of checks.

    Args:
        text: Its source.
        path: Its name in messages.
        siblings: Names of modules beside it, which no student has.
    """
    lines = tuple(text.split("\n"))
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        return ModuleSource(path, lines, (), (f"{path}:{line}: {getattr(error, 'msg', error)}",))
    body = tree.body[1:] if ast.get_docstring(tree, clean=False) is not None else tree.body
    ends = [0, *(node.end_lineno or node.lineno for node in tree.body)][-len(body) - 1 :]
    pieces = tuple(_piece(node, lines, end) for node, end in zip(body, ends, strict=False))
    problems = [f"{path}:{piece.node.lineno}: {why}" for piece in pieces for why in _faults(piece, siblings)]
    problems += (
        f"{path}:{piece.node.lineno}: two statements in one line: give each its own"
        for before, piece in pairwise(pieces)
        if piece.node.lineno <= before.last
    )
    return ModuleSource(path, lines, pieces, tuple(problems))


def _piece(node: ast.stmt, lines: Sequence[str], before: int) -> Piece:
    first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])
    while first - 1 > before and lines[first - 2].startswith("#"):
        first -= 1
    names = (child for child in ast.walk(node) if isinstance(child, ast.Name))
    read = (name.id for name in names if isinstance(name.ctx, ast.Load))
    return Piece(node, first, node.end_lineno or node.lineno, frozenset(_bound(node)), frozenset(read))


def _bound(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement binds or changes where it stands."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
        if not isinstance(node.ctx, ast.Load):
            yield from _root(node)
    elif not isinstance(node, _OWN_SCOPE):
        for child in ast.iter_child_nodes(node):
            yield from _bound(child)


def _root(node: ast.expr) -> Iterator[str]:
    """Yield the name at the start of ``name.attribute[key]``."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _faults(piece: Piece, siblings: Collection[str]) -> Iterator[str]:
    """Yield why a statement cannot become part of a test file."""
    node = piece.node
    modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom):
        modules = [node.module or ""]
        if node.level:
            yield "a relative import: students have the kit, but not this folder"
        if any(alias.name == "*" for alias in node.names):
            yield "`import *` hides which names a check needs: import them by name"
    for module in modules:
        if module.partition(".")[0] in {*siblings, "solutions"}:
            yield f"import of `{module}`: students have the kit, but not this folder"
    if not piece.binds:
        yield "a statement that binds no name: nobody can say which checks need it; put it into a function"


def _trimmed(node: ast.stmt, used: Collection[str]) -> str | None:
    """Return an import with its used names alone, or None if it may stay as it is."""
    if not isinstance(node, ast.Import | ast.ImportFrom) or getattr(node, "module", None) == "__future__":
        return None
    kept = [alias for alias in node.names if (alias.asname or alias.name.partition(".")[0]) in used]
    if len(kept) == len(node.names):
        return None
    names = [ast.unparse(alias) for alias in kept]
    if isinstance(node, ast.Import):
        return "\n".join(f"import {name}" for name in names)
    line = f"from {node.module} import {', '.join(names)}"
    if len(line) <= 88:
        return line
    return f"from {node.module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"
