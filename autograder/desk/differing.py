"""What of a file will differ when it is graded, told before it is handed in.

Nothing is run for it: the cells that graders run are read as they read them, and of what the answers need,
it is told what will not be there. The file is the student's own.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, Final

from autograder.desk.libraries import is_of_the_course
from autograder.model import Cell, Submission
from autograder.submission import shown
from autograder.submission.magics import without_magics
from autograder.worker.needed import DEFINITIONS, Needed, bound_names

__all__ = ["differences", "stale_names"]

_ALWAYS_THERE: Final = frozenset(dir(builtins)) | {
    "__builtins__", "__doc__", "__file__", "__name__", "display", "exit", "get_ipython", "quit",
}  # fmt: skip
_READERS: Final = frozenset(
    {
        "fromfile", "genfromtxt", "imread", "load", "load_model", "load_weights", "loadtxt", "open",
        "read_bytes", "read_csv", "read_excel", "read_file", "read_json", "read_pickle", "read_text",
    }
)  # fmt: skip
"""Names of functions that read the file whose name they are given first."""
_GIVEN_FOLDER: Final = "data"
_MAY_DEFINE: Final = (
    "%run",
    "%pylab",
    "%load",
    "%store",
    "%%writefile",
    "%%cython",
    "%reload_ext",
    "%load_ext",
)
"""Magics that give names to a notebook."""
_SAVE_OR_RUN: Final = "Save the notebook, or run the saved cell again, then check."
_MOST_TOLD: Final = 10
_PLAIN: Final = (bool, int, float, str, bytes, type(None))

_Nothing: Final[Mapping[str, Any]] = MappingProxyType({})


def differences(
    submission: Submission,
    folders: Sequence[Path],
    *,
    env: Mapping[str, Any] | None = None,
    history: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return what the answers will miss when they are graded, a sentence or two each.

    Args:
        submission: The file as graders read it.
        folders: Where files that it reads may lie: its own folder, and that of the exercise.
        env: The names of the notebook in which it was run; then only what is there and will not be is told,
            and what was run differently from what was saved.
        history: What was run in that notebook, in order, as it was typed.
    """
    try:
        told = _Graded(submission, folders)
    except (RecursionError, MemoryError, ValueError):
        return ()  # nothing that a person has written
    found = [*told.missing(env), *told.stale(env or _Nothing, history)]
    if len(found) > _MOST_TOLD:
        found = [*found[:_MOST_TOLD], f"… and {len(found) - _MOST_TOLD} more of the kind."]
    return tuple(found)


def stale_names(submission: Submission, env: Mapping[str, Any], history: Sequence[str]) -> tuple[str, ...]:
    """Return the functions and classes of a file that were last run in another form, or never.

    Args:
        submission: The file as graders read it.
        env: The names of the notebook in which it may have been run.
        history: What was run there, in order, as it was typed.
    """
    ran = _last_run(history)
    saved = {_name(node): node for cell in submission.cells for node in _statements(cell)}
    return tuple(
        name
        for name, node in saved.items()
        if isinstance(node, DEFINITIONS)
        if name not in env or name not in ran or ast.dump(ran[name]) != ast.dump(node)
    )


@dataclass(frozen=True, slots=True)
class _Definition:
    """A function or a class at the top of a cell."""

    cell: int
    """Number of the cell."""
    node: ast.stmt
    """Its code."""
    needs: tuple[str, ...] = field(compare=False)
    """The names outside of it that it uses, in order."""


class _Graded:
    """A file as graders run it: what is defined there, and why what is missing is missing."""

    def __init__(self, submission: Submission, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._left_out = submission.left_out
        self._there: set[str] = set(_ALWAYS_THERE)
        self._why: dict[str, str] = {}
        self._definitions: dict[str, _Definition] = {}
        self._constants: dict[str, tuple[int, object]] = {}
        self._anything = False
        needed = Needed([one.source for one in submission.cells], [one.source for one in submission.aside])
        questions = {cell.index for cell in submission.cells if cell.question}
        aside = {cell.index for cell in submission.aside}
        skipped: dict[str, int] = {}
        often: list[str] = []
        for cell in sorted((*submission.cells, *submission.aside), key=lambda one: one.index):
            for node in _statements(cell):
                if cell.index in aside and not needed.of(node):
                    skipped.update((name, cell.index) for name in bound_names(node))
                    continue
                often += (name for name in _rebound(node))
                self._run(cell.index, node)
        self._skipped = skipped
        self._constants = {name: one for name, one in self._constants.items() if often.count(name) == 1}
        roots = [name for name, one in self._definitions.items() if one.cell in questions]
        self._used = self._reached(roots or list(self._definitions))

    def missing(self, env: Mapping[str, Any] | None) -> Iterator[str]:
        """Yield what the answers use that will not be there, with the reason."""
        by_reason: dict[str, list[str]] = {}
        for name in self._used:
            if name in self._there or (env is not None and name not in env):
                continue
            if reason := self._reason(name, is_here=env is not None):
                by_reason.setdefault(reason, []).append(f"`{name}`")
        for reason, names in by_reason.items():
            verb = "is" if len(names) == 1 else "are"
            yield f"{' and '.join(names)} {verb} missing when graded: {reason}."
        for definition in self._answers():
            for reason in _lacks(definition.node, self._folders):
                yield f"`{_name(definition.node)}` fails when graded (cell {definition.cell}): {reason}."

    def stale(self, env: Mapping[str, Any], history: Sequence[str]) -> Iterator[str]:
        """Yield what the answers use and what was last run in another form than it is saved."""
        ran = _last_run(history)
        others = [
            f"`{name}` (cell {saved.cell})"
            for name in self._used
            if (saved := self._definitions.get(name)) and name in env
            if name in ran and ast.dump(ran[name]) != ast.dump(saved.node)
        ]
        if others:
            yield f"What you ran last is not what is saved: {', '.join(others)}. {_SAVE_OR_RUN}"
        for name in self._used:
            cell, value = self._constants.get(name, (0, None))
            here = env.get(name, value)
            if cell and type(here) in _PLAIN and (type(here), here) != (type(value), value):
                other = self._skipped.get(name)
                why = f"Graders skip cell {other}." if other else _SAVE_OR_RUN
                yield (
                    f"`{name}` is {shown(repr(here), length=40)} here and {shown(repr(value), length=40)} "
                    f"in cell {cell} as it is saved. {why}"
                )

    def _run(self, cell: int, node: ast.stmt) -> None:
        """Take in a statement that graders run."""
        names = bound_names(node)
        if "*" in names:
            self._anything = True
        reason = self._fails(node)
        if reason:
            self._why.update((name, reason.format(cell=cell)) for name in names if name not in self._there)
            return
        self._there.update(names)
        if isinstance(node, DEFINITIONS):
            self._definitions[node.name] = _Definition(cell, node, _needs(node))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            self._constants.update((name, (cell, node.value.value)) for name in names)

    def _fails(self, node: ast.stmt) -> str:
        """Return why a statement fails when it is graded, or nothing; what branches may well not fail."""
        if isinstance(node, ast.Try | ast.If | ast.With | ast.For | ast.While):
            return ""
        if isinstance(node, ast.Import | ast.ImportFrom):
            return next(_lacks(node, self._folders), "")
        now = _at_once(node)
        loaded = [one.id for part in now for one in ast.walk(part) if isinstance(one, ast.Name)]
        known = (self._why[name] for name in loaded if name in self._why and name not in self._there)
        return next(known, "") or next((one for part in now for one in _lacks(part, self._folders)), "")

    def _reason(self, name: str, *, is_here: bool) -> str:
        """Return why a name is missing; nothing where the student sees it as well as graders do."""
        if reason := self._why.get(name):
            return reason
        if self._anything:
            return ""  # what `from … import *` defines is not known without running it
        if cell := self._skipped.get(name):
            return f"only cell {cell} defines it, and graders skip that cell; define it in a cell of your own"
        for cell, text in self._left_out:
            if text.startswith(_MAY_DEFINE) or text.replace(" ", "").startswith(f"{name}="):
                return f"it comes from `{shown(text, length=40)}` in cell {cell}, which only a notebook knows"
        if is_here:
            return (
                "no cell of the saved notebook defines it; save it, and if that cell is gone, write it again"
            )
        return ""

    def _reached(self, roots: Sequence[str]) -> tuple[str, ...]:
        """Return the names of the answers and all that these use, directly or not."""
        found: dict[str, None] = {}
        waiting = list(reversed(roots))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                definition = self._definitions.get(name)
                waiting += reversed(definition.needs) if definition else ()
        return tuple(found)

    def _answers(self) -> Iterator[_Definition]:
        return (self._definitions[name] for name in self._used if name in self._definitions)


def _statements(cell: Cell) -> Sequence[ast.stmt]:
    try:
        return ast.parse(cell.source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _definitions_in(source: str) -> Iterator[ast.stmt]:
    plain = Cell(0, 1, without_magics(source))
    return (node for node in _statements(plain) if isinstance(node, DEFINITIONS))


def _last_run(history: Sequence[str]) -> Mapping[str, ast.stmt]:
    """Return each function and class as it was run last."""
    return {_name(node): node for source in history for node in _definitions_in(source)}


def _name(node: ast.stmt) -> str:
    return str(getattr(node, "name", ""))


def _at_once(node: ast.stmt) -> Sequence[ast.AST]:
    """Return the parts of a statement that run where it stands: of a function not its body."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        defaults = [one for one in (*node.args.defaults, *node.args.kw_defaults) if one is not None]
        return [*node.decorator_list, *defaults]
    if isinstance(node, ast.ClassDef):
        inside = [part for one in node.body for part in _at_once(one)]
        return [*node.decorator_list, *node.bases, *inside]
    return [node]


def _rebound(node: ast.stmt) -> Iterator[str]:
    """Yield each name as often as a statement may give it a value, from within functions as well."""
    for one in ast.walk(node):
        if isinstance(one, ast.Global):
            yield from (name for name in one.names for _ in range(2))
    yield from bound_names(node)


def _needs(node: ast.stmt) -> tuple[str, ...]:
    """Return the global names that a definition uses, each once, in the order of the alphabet."""
    table = symtable.symtable(ast.unparse(node), "<cell>", "exec")
    found: set[str] = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
    waiting = list(table.get_children())
    while waiting:
        table = waiting.pop()
        waiting += table.get_children()
        found.update(one.get_name() for one in table.get_symbols() if one.is_global() and one.is_referenced())
    return tuple(sorted(found - {_name(node)}))


def _lacks(node: ast.AST, folders: Sequence[Path]) -> Iterator[str]:
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
