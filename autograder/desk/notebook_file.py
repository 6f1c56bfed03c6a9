"""The file of a running notebook: where it is, and whether it holds what was run."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.submission.percent import question_of

__all__ = ["cell_numbers", "is_untouched", "notebook_file", "unsaved_questions"]

_STUB = "raise NotImplementedError"


def notebook_file(named: str | None, env: Mapping[str, Any], environment: Mapping[str, str]) -> Path | None:
    """Return the file of the running notebook, or None.

    VS Code leaves its path among the notebook's names, Jupyter in the kernel's environment: so a file that
    was renamed is found as well.

    Args:
        named: The name that the notebook itself gives.
        env: The notebook's names.
        environment: The kernel's environment.
    """
    told = (env.get("__vsc_ipynb_file__"), environment.get("JPY_SESSION_NAME"), named)
    paths = [Path(name) for name in told if isinstance(name, str) and name.endswith(".ipynb")]
    # Jupyter counts from the folder that it was started in, the kernel from that of the notebook.
    paths += [Path(path.name) for path in paths]
    here = sorted(Path().glob("*.ipynb"))
    return next((path for path in (*paths, *(here if len(here) == 1 else ())) if path.is_file()), None)


def cell_numbers(path: Path) -> Mapping[str, int]:
    """Return the number of each code cell, counting all cells, by its source without blank lines around it.

    Args:
        path: The notebook's file; one that cannot be read has no cells.
    """
    return {source.strip("\n"): number for number, source, _tags in _cells(path)}


def unsaved_questions(path: Path, history: Sequence[str]) -> tuple[str, ...]:
    """Return the questions whose cells in the file are not what was last run under their names.

    Args:
        path: The notebook's file.
        history: What has been run, in order, as it was typed; a file that cannot be read holds nothing.
    """
    ran = {name: source for source in history for name in _defined(source)}
    return tuple(
        question
        for question, source in _question_cells(path)
        if any(ran.get(name, source).strip() != source.strip() for name in _defined(source))
    )


def is_untouched(path: Path) -> bool:
    """Say whether every question of a notebook still has its stub; without questions nothing is known.

    Args:
        path: The notebook's file.
    """
    sources = [source for _, source in _question_cells(path)]
    return bool(sources) and all(_STUB in source for source in sources)


def _question_cells(path: Path) -> Iterator[tuple[str, str]]:
    for _number, source, tags in _cells(path):
        if question := question_of(tags):
            yield question, source


def _cells(path: Path) -> Iterator[tuple[int, str, Sequence[str]]]:
    """Yield number, source and tags of each code cell."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for number, cell in enumerate(cells, 1):
            if cell["cell_type"] == "code":
                yield number, "".join(cell["source"]), cell["metadata"].get("tags", ())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return  # no notebook that anybody could compare with; grading says so in its own words


def _defined(source: str) -> tuple[str, ...]:
    """Return the names of the functions and classes that a cell defines."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return ()
    return tuple(node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef))
