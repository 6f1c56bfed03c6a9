"""What a piece of a student's own code uses: names, libraries, files; and what of that graders have not."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Final

from autograder.desk.libraries import is_of_the_course
from autograder.submission import shown
from autograder.worker.needed import bound_names

__all__ = ["at_once", "lacks", "loaded", "needs"]

_READERS: Final = frozenset(
    {
        "fromfile", "genfromtxt", "imread", "load", "load_model", "load_weights", "loadtxt", "open",
        "read_bytes", "read_csv", "read_excel", "read_file", "read_json", "read_pickle", "read_text",
    }
)  # fmt: skip
"""Names of functions that read the file whose name they are given first."""
_GIVEN_FOLDER: Final = "data"


def at_once(node: ast.stmt) -> Sequence[ast.AST]:
    """Return the parts of a statement that run where it stands: of a function not its body."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        defaults = [one for one in (*node.args.defaults, *node.args.kw_defaults) if one is not None]
        return [*node.decorator_list, *defaults]
    if isinstance(node, ast.ClassDef):
        inside = [part for one in node.body for part in at_once(one)]
        return [*node.decorator_list, *node.bases, *inside]
    return [node]


def loaded(parts: Sequence[ast.AST]) -> Iterator[str]:
    """Yield the names that parts of a statement use and do not bind themselves."""
    inside = [one for part in parts for one in ast.walk(part)]
    own = {one.id for one in inside if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)}
    own |= {one.arg for one in inside if isinstance(one, ast.arg)}
    return (one.id for one in inside if isinstance(one, ast.Name) and one.id not in own)


def needs(node: ast.stmt) -> tuple[str, ...]:
    """Return the global names that a statement uses, each once, in the order of the alphabet."""
    table = symtable.symtable(ast.unparse(node), "<cell>", "exec")
    found: set[str] = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
    waiting = list(table.get_children())
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        found.update(one.get_name() for one in table.get_symbols() if one.is_global() and one.is_referenced())
    return tuple(sorted(found - {*bound_names(node)}))


def lacks(node: ast.AST, folders: Sequence[Path]) -> Iterator[str]:
    """Yield what a part of the code asks for that is not there when it is graded."""
    tried = {id(inner) for one in ast.walk(node) if isinstance(one, ast.Try) for inner in ast.walk(one)}
    for one in ast.walk(node):
        if id(one) in tried:
            continue
        match one:
            case ast.Import(names=names):
                yield from filter(None, (_no_module(alias.name, folders) for alias in names))
            case ast.ImportFrom(module=str(module), names=names, level=0):
                whole = f"{module}.{names[0].name}" if module == "google" else module
                yield from filter(None, (_no_module(whole, folders),))
            case ast.Call(func=ast.Name(id="input")):
                yield "`input` gets no answer there"
            case ast.Call():
                yield from filter(None, (_no_file(one, folders),))


def _no_module(name: str, folders: Sequence[Path]) -> str:
    file = f"{name.partition('.')[0]}.py"
    if any((folder / file).is_file() for folder in folders):
        return f"`{file}` is not handed in; copy what you need of it into a cell"
    if is_of_the_course(name):
        return ""
    return f"`{shown(name, length=40)}` is none of the course's libraries"


def _no_file(call: ast.Call, folders: Sequence[Path]) -> str:
    """Return what is told of a call that reads a file which is not handed in; nothing of any other."""
    match call.func:
        case ast.Attribute(value=ast.Call(args=[ast.Constant(value=str(file))]), attr=function):
            mode = ""
        case ast.Name(id=function) | ast.Attribute(attr=function):
            file, *more = (_text(one) for one in (*call.args[:2], ast.Constant("")))
            mode = next(
                (_text(one.value) for one in call.keywords if one.arg == "mode"), more[0] if more else ""
            )
        case _:
            return ""
    if function not in _READERS or not file or not {"w", "a", "x"}.isdisjoint(mode):
        return ""
    if PurePath(file).parts[:1] == (_GIVEN_FOLDER,) or not any((one / file).is_file() for one in folders):
        return ""
    return f"`{shown(file, length=40)}` is not handed in"


def _text(node: ast.expr) -> str:
    """Return the text that stands there as such, or nothing."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
