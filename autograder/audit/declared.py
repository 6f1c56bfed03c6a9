"""What an author tells an audit of an exercise, in ``audit.yml`` beside the master."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from autograder.errors import MasterError
from autograder.yaml_text import read_yaml

__all__ = ["FILE", "Declared", "read_declared"]

FILE: Final = "audit.yml"
"""Name of the file."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What is known of an exercise that no program can find out."""

    constants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Why the answer to a question is always the same, by the question's name: a table may hold that."""
    graphs: tuple[str, ...] = ()
    """Names of functions that ``tf.function`` may turn into graphs."""


def read_declared(folder: Path) -> Declared:
    """Return what the file beside a master says, or nothing where there is none.

    Raises:
        MasterError: It is not of the form ``constants: {QUESTION: REASON}``, ``graphs: [FUNCTION]``.
    """
    path = folder / FILE
    if not path.exists():
        return Declared()
    document = read_yaml(path)
    problems = [problem.located(path) for problem in document.problems]
    data = document.data if isinstance(document.data, dict) else {}
    constants, graphs = data.get("constants", {}), data.get("graphs", [])
    if not data or set(data) - {"constants", "graphs"}:
        problems.append(f"{path}:1: expected constants and graphs")
    if not isinstance(constants, dict) or not all(map(_is_text, [*constants, *constants.values()])):
        problems.append(f"{path}:{document.line(('constants',))}: expected a reason for each question")
    if not isinstance(graphs, list) or not all(map(_is_text, graphs)):
        problems.append(f"{path}:{document.line(('graphs',))}: expected a list of functions")
    if problems:
        raise MasterError(problems)
    return Declared(MappingProxyType(constants), tuple(graphs))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
