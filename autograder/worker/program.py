"""A submission as a real module: its source in a file, its cells run one by one.

The module has a name of its own in ``sys.modules`` and its whole source in one file, because AutoGraph,
``inspect`` and ``dataclasses`` look for both.
"""

from __future__ import annotations
import __future__

import _sitebuiltins
import ast
import builtins
import functools
import operator
import sys
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.worker.needed import DEFINITIONS, Needed, bound_names

__all__ = ["MODULE", "Program", "Shell", "Statement"]

MODULE = "submission"
"""Name of the submission's module."""

_FUTURES = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)


class Shell:
    """Stands for IPython's shell where code asks which notebook it runs in: it is none, and does nothing."""

    def __getattr__(self, name: str) -> Shell:
        """Return something as quiet as itself, for whatever is asked."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: object, **kwargs: object) -> None:
        """Do nothing, as a line magic that has no place here."""

    def __contains__(self, item: object) -> bool:
        return False

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __repr__(self) -> str:
        return "<no notebook>"


def _provide_session_names() -> None:
    """Define what a notebook or an interactive session offers without an import, where it is missing."""
    # `python -S` leaves out what the module site defines.
    given = {"exit": _sitebuiltins.Quitter("exit", "Ctrl-D"), "quit": _sitebuiltins.Quitter("quit", "Ctrl-D")}
    session: dict[str, Any] = {
        **given,
        "help": _sitebuiltins._Helper(),
        "display": print,
        "get_ipython": Shell,
    }
    for name, value in session.items():
        if not hasattr(builtins, name):
            setattr(builtins, name, value)


@dataclass(frozen=True, slots=True)
class Statement:
    """One top-level statement of a cell, ready to run."""

    code: types.CodeType
    """Its compiled code."""
    names: tuple[str, ...]
    """The names that it may bind in the module."""
    defines: bool
    """Whether it is a ``def`` or a ``class``."""


class Program:
    """The cells of a submission and the module that they fill."""

    def __init__(
        self,
        cells: Sequence[tuple[int, int, str]],
        folder: Path,
        aside: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        """Write the module's file; nothing runs yet.

        Args:
            cells: Number, first line and source of each cell.
            folder: Scratch folder; the file is written there.
            aside: The same of cells that graders skip: only what the others need of them has statements.
        """
        self.path = str(folder / f"{MODULE}.py")
        self._needed = Needed([source for _, _, source in cells], [source for _, _, source in aside])
        self._aside = {number for number, _, _ in aside}
        cells = sorted((*cells, *aside), key=lambda cell: cell[0])
        self._sources = {number: source for number, _line, source in cells}
        self._first_lines = {number: line for number, line, _source in cells}
        self._offsets: dict[int, int] = {}
        self._futures = 0
        lines = 0
        for number, _line, source in cells:
            self._offsets[number] = lines
            lines += source.count("\n") + 1
        Path(self.path).write_text("\n".join(self._sources.values()), encoding="utf-8", errors="replace")
        self.module = types.ModuleType(MODULE)
        self.module.__file__ = self.path
        _provide_session_names()
        sys.modules[MODULE] = self.module

    @property
    def namespace(self) -> dict[str, Any]:
        """What the cells defined so far."""
        return self.module.__dict__

    def statements(self, number: int) -> Iterator[Statement]:
        """Yield a cell's top-level statements, compiled with their lines counted in the module's file.

        Nothing is yielded of a cell that does not compile as a whole.

        Raises:
            SyntaxError: The cell is no Python; its ``lineno`` counts in the module's file.
            ValueError: The cell holds a null byte.
        """
        if number in self._aside and not self._needed.in_source(self._sources[number]):
            return
        try:
            tree = self._compiled(self._sources[number], ast.PyCF_ONLY_AST)
            # Some mistakes, such as `return` outside of a function, show only now; nothing has run yet.
            self._compiled(tree, 0)
        except SyntaxError as error:
            error.lineno = (error.lineno or 1) + self._offsets[number]
            raise
        ast.increment_lineno(tree, self._offsets[number])
        for node in tree.body:
            if number in self._aside and not self._needed.of(node):
                continue
            code: types.CodeType = self._compiled(ast.Module([node], []), 0)
            # As in a notebook, what one cell imports from __future__ holds in those below it.
            self._futures |= code.co_flags & _FUTURES
            yield Statement(code, bound_names(node), isinstance(node, DEFINITIONS))

    def _compiled(self, source: Any, flags: int) -> Any:
        flags |= self._futures | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        return compile(source, self.path, "exec", flags, dont_inherit=True)

    def place(self, error: BaseException) -> tuple[int | None, int | None, bool]:
        """Return cell and line where an exception left the submission's own code.

        The third value says whether it was raised in that very line, and not in a library called from there.
        """
        lines: list[int] = []
        innermost = False
        trace = error.__traceback__
        while trace is not None:
            innermost = trace.tb_frame.f_code.co_filename == self.path
            if innermost:
                lines.append(trace.tb_lineno)
            trace = trace.tb_next
        if isinstance(error, SyntaxError) and not lines and error.filename == self.path and error.lineno:
            lines.append(error.lineno)
        return (*self._cell_of(lines[-1]), innermost) if lines else (None, None, False)

    def place_of(self, frame: types.FrameType) -> tuple[int | None, int | None] | None:
        """Return cell and line of a frame, or None if it is not of the submission's own code."""
        return self._cell_of(frame.f_lineno) if frame.f_code.co_filename == self.path else None

    def _cell_of(self, line: int) -> tuple[int | None, int | None]:
        for number in reversed(self._offsets):
            if line > self._offsets[number]:
                return number, line - self._offsets[number] + self._first_lines[number] - 1
        return None, None
