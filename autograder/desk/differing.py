"""What of a file will differ when it is graded, told before it is handed in.

Nothing is run for it: the cells that graders run are read as they read them, and of what the answers need,
it is told what will not be there. The file is the student's own.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from autograder.desk.lacking import at_once, lacks, loaded, needs
from autograder.model import Cell, Submission
from autograder.submission import shown
from autograder.submission.magics import without_magics
from autograder.worker.needed import DEFINITIONS, Needed, bound_names

__all__ = ["differences", "stale_names"]

_ALWAYS_THERE: Final = frozenset(dir(builtins)) | {
    "__builtins__", "__doc__", "__file__", "__name__", "display", "exit", "get_ipython", "quit",
}  # fmt: skip
_MAY_DEFINE: Final = (
    "%run",
    "%pylab",
    "%load",
    "%store",
    "%%writefile",
    "%%cython",
)
"""Magics that give names to a notebook."""
_SAVE_OR_RUN: Final = "Save the notebook, or run the saved cell again, then check."
_NOWHERE: Final = (
    "no cell of the saved notebook defines it; save it, and if that cell is gone, write it again"
)
_MOST_TOLD: Final = 10
_PLAIN: Final = (bool, int, float, str, bytes, type(None))
_BRANCHES: Final = (ast.Try, ast.If, ast.For, ast.While)


def differences(
    submission: Submission,
    folders: Sequence[Path],
    *,
    env: Mapping[str, Any] | None = None,
    history: Sequence[str] = (),
    asked: Collection[str] = (),
) -> tuple[str, ...]:
    """Return what the answers will miss when they are graded, a sentence or two each.

    Args:
        submission: The file as graders read it.
        folders: Where files that it reads may lie: its own folder, and that of the exercise.
        env: The names of the notebook in which it was run; then only what is there and will not be is told,
            and what was run differently from what was saved.
        history: What was run in that notebook, in order, as it was typed.
        asked: Names that the checks asked for; if left out, what stands in the cells of questions.
    """
    try:
        told = _Graded(submission, folders, env, asked)
    except (RecursionError, MemoryError, ValueError):
        return ()  # nothing that a person has written
    found = [*told.missing(), *told.stale(history)]
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
class _Named:
    """A statement at the top of a cell, as far as it gives names."""

    cell: int
    """Number of the cell."""
    node: ast.stmt
    """Its code."""
    needs: tuple[str, ...]
    """The names outside of it that it uses."""


class _Graded:
    """A file as graders run it: what is defined there, and why what is missing is missing."""

    def __init__(
        self,
        submission: Submission,
        folders: Sequence[Path],
        env: Mapping[str, Any] | None,
        asked: Collection[str],
    ) -> None:
        self._folders = folders
        self._env = env
        self._left_out = submission.left_out
        self._there: set[str] = set(_ALWAYS_THERE)
        self._why: dict[str, str] = {}
        self._named: dict[str, _Named] = {}
        self._skipped: dict[str, int] = {}
        self._anything = False
        statements = list(_in_order(submission))
        self._cells = {name: cell for cell, node, runs in statements if runs for name in bound_names(node)}
        for cell, node, runs in statements:
            if runs:
                self._run(cell, node)
            else:
                self._skipped.update((name, cell) for name in bound_names(node))
        bound = Counter(name for _cell, node, runs in statements if runs for name in _rebound(node))
        self._once = {name for name, count in bound.items() if count == 1}
        questions = {cell.index for cell in submission.cells if cell.question}
        defined = [name for name, one in self._named.items() if isinstance(one.node, DEFINITIONS)]
        roots = asked or [name for name in defined if self._named[name].cell in questions] or defined
        self._used = self._reached(list(roots))

    def missing(self) -> Iterator[str]:
        """Yield what the answers use that will not be there, with the reason."""
        by_reason: dict[str, list[str]] = {}
        for name in self._used:
            if name not in self._there and (reason := self._reason(name)):
                by_reason.setdefault(reason, []).append(f"`{name}`")
        for reason, names in by_reason.items():
            verb = "is" if len(names) == 1 else "are"
            yield f"{' and '.join(names)} {verb} missing when graded: {reason}."
        for name in self._used:
            one = self._named.get(name)
            if one and isinstance(one.node, DEFINITIONS):
                for reason in lacks(one.node, self._folders):
                    yield f"`{name}` fails when graded (cell {one.cell}): {reason}."

    def stale(self, history: Sequence[str]) -> Iterator[str]:
        """Yield what the answers use and what was last run in another form than it is saved."""
        env, ran = self._env or {}, _last_run(history)
        named = [(name, self._named[name]) for name in self._used if name in self._named and name in env]
        others = [
            f"`{name}` (cell {saved.cell})"
            for name, saved in named
            if name in ran
            and isinstance(saved.node, DEFINITIONS)
            and ast.dump(ran[name]) != ast.dump(saved.node)
        ]
        if others:
            yield f"What you ran last is not what is saved: {', '.join(others)}. {_SAVE_OR_RUN}"
        for name, saved in named:
            match saved.node, env[name]:
                case ast.Assign(value=ast.Constant(value=value)), here if (
                    name in self._once and type(here) in _PLAIN and (type(here), here) != (type(value), value)
                ):
                    other = self._skipped.get(name)
                    why = f"Graders skip cell {other}." if other else _SAVE_OR_RUN
                    was, now = (shown(repr(one), length=40) for one in (value, here))
                    yield f"`{name}` is {now} here and {was} in cell {saved.cell} as it is saved. {why}"

    def _run(self, cell: int, node: ast.stmt) -> None:
        """Take in a statement that graders run."""
        names = bound_names(node)
        self._anything |= "*" in names
        reason = self._fails(cell, node)
        if reason:
            self._why.update((name, reason) for name in names if name not in self._there)
            return
        self._there.update(names)
        self._named.update((name, _Named(cell, node, needs(node))) for name in names)

    def _fails(self, cell: int, node: ast.stmt) -> str:
        """Return why a statement fails when it is graded, or nothing; what branches may well not fail."""
        if isinstance(node, _BRANCHES):
            return ""
        now = at_once(node)
        for name in loaded(now):
            if name not in self._there and (reason := self._reason(name, cell)):
                return reason
        return next((one for part in now for one in lacks(part, self._folders)), "")

    def _reason(self, name: str, cell: int = 0) -> str:
        """Return why a name is missing, in a cell or in the end; nothing where its author misses it as well.

        What `from … import *` defines is not known without running it.
        """
        if self._env is not None and name not in self._env:
            return ""
        return self._why.get(name) or ("" if self._anything else self._unbound(name, cell))

    def _unbound(self, name: str, cell: int) -> str:
        """Return why nothing that graders run has given a name a value until then."""
        if other := self._skipped.get(name):
            return (
                f"only cell {other} defines it, and graders skip that cell; define it in a cell of your own"
            )
        for other, text in self._left_out:
            if text.startswith(_MAY_DEFINE) or text.replace(" ", "").startswith(f"{name}="):
                return (
                    f"it comes from `{shown(text, length=40)}` in cell {other}, which only a notebook knows"
                )
        if other := self._cells.get(name):
            return f"cell {cell} uses it, and cell {other} defines it only later; move that one up" * bool(
                cell
            )
        return "" if self._env is None else _NOWHERE

    def _reached(self, roots: Sequence[str]) -> tuple[str, ...]:
        """Return the names of the answers and all that these use, directly or not."""
        found: dict[str, None] = {}
        waiting = list(reversed(roots))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += reversed(self._named[name].needs if name in self._named else ())
        return tuple(found)


def _in_order(submission: Submission) -> Iterator[tuple[int, ast.stmt, bool]]:
    """Yield the statements at the top of all cells, with its cell and whether graders run it."""
    needed = Needed([one.source for one in submission.cells], [one.source for one in submission.aside])
    aside = {cell.index for cell in submission.aside}
    for cell in sorted((*submission.cells, *submission.aside), key=lambda one: one.index):
        for node in _statements(cell):
            yield cell.index, node, cell.index not in aside or needed.of(node)


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


def _rebound(node: ast.stmt) -> Iterator[str]:
    """Yield each name as often as a statement may give it a value, from within functions as well."""
    for one in ast.walk(node):
        if isinstance(one, ast.Global):
            yield from (name for name in one.names for _ in range(2))
    yield from bound_names(node)
