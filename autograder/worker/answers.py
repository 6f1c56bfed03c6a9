"""Answers the grader's questions about a submission; what is said here is the submission's word and no more.

Each question is an operation with operands; each reply is one of

``["ok", value]``
    the answer;
``["raised", kind, text, cell, line, own, bases]``
    the submission raised; ``own`` says whether in a line of its own code, ``bases`` what its class is
    made from;
``["syntax", text, cell, line]``
    the cell does not compile;
``["missing", name]``
    there is no such name;
``["refused", reason]``
    the answer is too large or too deep to travel.
"""

from __future__ import annotations

import asyncio
import functools
import importlib
import inspect
import itertools
import linecache
import random
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import WireError
from autograder.wire import Budget
from autograder.worker.plain import Objects, parameters
from autograder.worker.program import Program, Statement
from autograder.worker.screen import Place, watched

__all__ = ["Answerer", "CellOf"]

CellOf = Callable[[str], tuple[int, int] | None]
"""The number of the cell with that source, and the line of its first line; None if there is no such cell."""

_MAX_TEXT = 4_000
_MAX_NAME = 200
_MOST_BASES = 10
_FUNCTIONS = (types.FunctionType, functools.partial, type)
_MOST_FAILURES = 20
"""So many statements of one cell are told."""


def _no_cell(_source: str) -> None:
    return None


class Answerer:
    """Holds a submission's module and answers questions about it."""

    def __init__(
        self,
        budget: Budget,
        folder: Path,
        namespace: dict[str, Any] | None = None,
        cell_of: CellOf = _no_cell,
    ) -> None:
        """Start with nothing loaded, or with the names that are already there.

        Args:
            budget: What one answer may cost.
            folder: Scratch folder for the module's file.
            namespace: Names to ask about instead of a program's (a notebook's own).
            cell_of: Says of which cell a source is, where those names were defined.
        """
        self._folder = folder
        self._objects = Objects(budget)
        self._program: Program | None = None
        self._namespace: dict[str, Any] = {} if namespace is None else namespace
        self._definitions: dict[str, Any] = {}
        self._hidden: set[str] = set()
        self._printed: dict[Place, None] = {}
        self._cell_of = cell_of

    def answer(self, operation: str, operands: Sequence[Any]) -> list[Any]:
        """Return the reply to a question, whatever the submission does short of ending the process."""
        try:
            return ["ok", _OPERATIONS[operation](self, *operands)]
        except _Missing as missing:
            return ["missing", missing.args[0]]
        except WireError as error:
            return ["refused", str(error)]
        except _NoPython as error:
            # What a submission raises while a function runs is its own, whatever class it borrows.
            return self._syntax(error.args[0]) if operation == "cell" else self._raised(error)
        # Not only Exception: a submission may call exit(), and that is its failure and not the worker's end.
        except BaseException as error:
            return self._raised(error)

    def _raised(self, error: BaseException) -> list[Any]:
        cell, line, own = self._program.place(error) if self._program else self._place(error)
        text = _text(error).replace(self._program.path, "your code") if self._program else _text(error)
        kind, *bases = (one.__name__[:_MAX_NAME] for one in type(error).__mro__[:_MOST_BASES])
        return ["raised", kind, text, cell, line, own, bases]

    def _place(self, error: BaseException) -> tuple[int | None, int | None, bool]:
        """Return where an exception left a function of the notebook: cell, if known, and line."""
        place: Place = None, None
        innermost, trace = False, error.__traceback__
        while trace is not None:
            innermost = trace.tb_frame.f_globals is self._namespace
            place = self._place_in(trace.tb_frame, trace.tb_lineno) if innermost else place
            trace = trace.tb_next
        return (*place, innermost)

    def _place_in(self, frame: types.FrameType, line: int) -> Place:
        """Return the cell and the line in a frame of the notebook's own, which is kept with its source."""
        found = self._cell_of("".join(linecache.getlines(frame.f_code.co_filename)))
        return (None, line) if found is None else (found[0], found[1] + line - 1)

    def _syntax(self, error: BaseException) -> list[Any]:
        cell, line, _own = self._program.place(error) if self._program else (None, None, False)
        return ["syntax", str(getattr(error, "msg", None) or error)[:_MAX_TEXT], cell, line]

    def load(
        self,
        cells: Sequence[tuple[int, int, str]],
        seed: int,
        aside: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        """Take in the cells and seed every generator that a submission may use unseeded."""
        self._program = Program(cells, self._folder, aside)
        self._namespace = self._program.namespace
        random.seed(seed)
        np.random.seed(seed % 2**32)
        tensorflow = sys.modules.get("tensorflow")
        if tensorflow is not None:
            tensorflow.random.set_seed(seed % 2**31)

    def cell(self, number: int) -> list[list[Any]]:
        """Run one cell; return how its statements failed, a reply each.

        A statement that raises costs itself: those below it run all the same.
        """
        if self._program is None:
            raise _Missing("cells")
        try:
            statements = list(self._program.statements(number))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise _NoPython(error) from error
        failures = []
        for statement in statements:
            try:
                self._run(statement)
            # As in `answer`: also what is no Exception is the submission's own failure.
            except BaseException as error:
                failures.append(self._raised(error))
        return failures[:_MOST_FAILURES]

    def _run(self, statement: Statement) -> None:
        pending = eval(statement.code, self._namespace)
        if inspect.iscoroutine(pending):  # a cell may await at its top
            asyncio.run(pending)
        for name in statement.names:
            value = self._namespace.get(name)
            is_known = name in self._definitions and callable(value)
            if statement.defines or is_known or isinstance(value, _FUNCTIONS):
                self._definitions[name] = value

    def function(self, name: str) -> list[Any]:
        """Return the last thing by that name that can be called, and whether another value had the name.

        A later ``loss = loss(a, b)`` takes no function away, neither here nor from those that call it.
        Without any such thing, whatever has the name is returned.
        """
        hidden = [one for one in self._definitions if not callable(self._namespace.get(one))]
        self._namespace.update((one, self._definitions[one]) for one in hidden)
        self._hidden.update(hidden)
        return [self.get(name), name in self._hidden]

    def get(self, name: str) -> Any:
        """Return what the submission calls by that name."""
        if name not in self._namespace:
            raise _Missing(name)
        return self._objects.plain(self._namespace[name])

    def attr(self, target: Any, name: str | list[str]) -> Any:
        """Return an attribute of an object, or each of several."""
        if isinstance(name, list):
            return [self.attr(target, one) for one in name]
        owner = self._objects.resolve(target)
        try:
            value = getattr(owner, name)
        except AttributeError as error:
            raise _Missing(name) from error
        return self._objects.plain(value)

    def item(self, target: Any, key: Any) -> Any:
        """Return an item of an object."""
        return self._objects.plain(self._objects.resolve(target)[self._objects.resolve(key)])

    def call(self, target: Any, args: list[Any], kwargs: dict[str, Any], keep: bool) -> Any:
        """Call an object; ``keep`` leaves what it returns here, whatever it is."""
        resolve = self._objects.resolve
        function, args, kwargs = resolve(target), resolve(args), resolve(kwargs)
        with watched(self._printed, self._place_of):
            value = function(*args, **kwargs)
        return self._objects.keep(value) if keep else self._objects.plain(value)

    def take(self, target: Any, count: int) -> list[Any]:
        """Return the first elements of an iterable."""
        return [
            self._objects.plain(element) for element in itertools.islice(self._objects.resolve(target), count)
        ]

    def put(self, value: Any) -> Any:
        """Keep a value here."""
        return self._objects.keep(self._objects.resolve(value))

    def fetch(self, target: Any) -> Any:
        """Return the numbers of an object, or of each object in a list."""
        if isinstance(target, list):
            return [self._objects.fetched(self._objects.resolve(one)) for one in target]
        return self._objects.fetched(self._objects.resolve(target))

    def library(self, name: str) -> Any:
        """Import a module and keep it."""
        return self._objects.keep(importlib.import_module(name))

    def signature(self, target: Any) -> Any:
        """Return the names of a function's parameters."""
        return parameters(self._objects.resolve(target))

    def prints(self) -> list[list[int | None]]:
        """Return cell and line of what was printed in calls since this was last asked, each line once."""
        lines = [list(place) for place in self._printed]
        self._printed.clear()
        return lines

    def _place_of(self, frame: types.FrameType) -> Place | None:
        """Return where a frame stands in the submission; None if it is not the submission's own."""
        if self._program:
            return self._program.place_of(frame)
        return self._place_in(frame, frame.f_lineno) if frame.f_globals is self._namespace else None

    def forget(self) -> None:
        """Let go of every object that is kept, and of what was printed."""
        self._objects.forget()
        self._printed.clear()


class _Missing(Exception):
    """There is no such name."""


class _NoPython(Exception):
    """The cell does not compile."""


_OPERATIONS = {
    name: getattr(Answerer, name)
    for name in "load cell get function attr item call take put fetch library signature prints forget".split()  # noqa: SIM905
}


def _text(error: BaseException) -> str:
    # The text is made by the submission's own class, which may raise in turn.
    try:
        return str(error)[:_MAX_TEXT]
    except BaseException:
        return ""
