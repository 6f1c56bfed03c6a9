"""YAML that people write → plain values, each with the line where it stands.

Only what a settings file needs is read: mappings, lists, text, numbers, true, false and null, as YAML 1.2
knows them (``no`` and ``010`` are text). Dates stay text. Anchors, aliases and tags are mistakes, so that a
few lines cannot unfold to billions of values and nothing is ever constructed by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

__all__ = ["Document", "Place", "Problem", "dotted", "read_yaml"]

_MAX_BYTES = 256 * 1024
_MAX_DEPTH = 16

Place = tuple[str | int, ...]
"""Keys and list positions that lead to a value, such as ``("exercises", 2, "points")``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file."""

    line: int | None
    """Line of the mistake, from 1, or None where it is the file as a whole."""
    place: Place
    """Where in the data; empty for the data as a whole."""
    text: str
    """What was expected and what was found."""

    def located(self, path: Path) -> str:
        """Return the mistake as one clickable line, ``path:line: place: text``."""
        parts = [f"{path}:{self.line}" if self.line else str(path), dotted(self.place), self.text]
        return ": ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML file says."""

    data: Any
    """Its values: dict, list, str, int, float, bool and None."""
    lines: MappingProxyType[Place, int]
    """Line of each value (of a mapping's entry, the line of its key)."""
    problems: tuple[Problem, ...]
    """Mistakes in its YAML."""

    @property
    def parsed(self) -> bool:
        """Whether there are data: the file could be read and its syntax is right."""
        return bool(self.lines)

    def line(self, place: Place) -> int | None:
        """Return the line of the place, or of the nearest place around it that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)


def read_yaml(path: Path) -> Document:
    """Return what the file says, with the line of each value; mistakes are listed, not raised."""
    try:
        text = _text(path)
        node = _node(text)
    except _UnreadableError as mistake:
        return Document(None, MappingProxyType({}), (mistake.problem,))
    lines: dict[Place, int] = {(): 1}
    problems: list[Problem] = []
    data = None if node is None else _Reader(lines, problems).value(node, ())
    return Document(data, MappingProxyType(lines), tuple(problems))


def dotted(place: Place) -> str:
    """Return a place as people write it, such as ``exercises[2].points``."""
    words = (f"[{part}]" if isinstance(part, int) else f".{_shown_key(part)}" for part in place)
    return "".join(words).removeprefix(".")


class _UnreadableError(Exception):
    """The file cannot be read any further."""

    def __init__(self, line: int | None, text: str) -> None:
        super().__init__(text)
        self.problem = Problem(line, (), text)


class _Loader(yaml.SafeLoader):
    """Reads plain words by the rules of YAML 1.2; by those of 1.1 ``no`` is a bool and ``010`` is eight."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (as its base)


_PLAIN = {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    # Longer numbers stay text: a setting has no use for them, and converting them takes quadratic time.
    "int": r"[-+]?(?:0|[1-9][0-9]{0,17})",
    "float": r"[-+]?(?:(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,3})?",
}
for _name, _pattern in _PLAIN.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_name}", re.compile(rf"^(?:{_pattern})$"), None)


def _text(path: Path) -> str:
    """Return the file's text; raise `_UnreadableError` where there is none to read."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        raise _UnreadableError(None, "expected a file, found none") from None
    except OSError as error:
        raise _UnreadableError(None, f"expected a readable file, got: {error.strerror}") from None
    if len(raw) > _MAX_BYTES:
        raise _UnreadableError(None, f"expected at most {_MAX_BYTES // 1024} KiB, got more")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _UnreadableError(line, f"expected UTF-8 text, got the byte 0x{raw[error.start]:02x}") from None


def _node(text: str) -> yaml.Node | None:
    """Return the text's one tree of nodes; raise `_UnreadableError` where the syntax is wrong."""
    try:
        _refuse_tricks(text)
        node: yaml.Node | None = yaml.compose(text, _Loader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _UnreadableError(
            line, f"expected printable text, got the character U+{error.character:04X}"
        ) from None
    except yaml.MarkedYAMLError as error:
        raise _UnreadableError(*_syntax_mistake(error)) from None
    return node


def _refuse_tricks(text: str) -> None:
    """Raise `_UnreadableError` at an anchor, an alias, a tag, or nesting beyond `_MAX_DEPTH`."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if getattr(event, "anchor", None) is not None:
            raise _UnreadableError(
                line, "expected plain values, got an anchor or alias (& or *): write it out, or quote it"
            )
        if getattr(event, "tag", None) is not None:
            raise _UnreadableError(
                line, "expected plain values, got a tag (!): leave it out, or quote the text"
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise _UnreadableError(line, f"expected at most {_MAX_DEPTH} levels, got more")


def _syntax_mistake(error: yaml.MarkedYAMLError) -> tuple[int | None, str]:
    """Return the line and the words for an error of PyYAML's."""
    problem = error.problem or "something else"
    ended = "end of stream" in problem or "<stream end>" in problem
    # Where the text ends too early, the beginning of what was left open is the place to look at.
    mark = error.context_mark if ended and error.context_mark else error.problem_mark
    said = ", ".join(part for part in (error.context, problem) if part)
    if "'\\t'" in problem:
        said = "a tab stands where only spaces may indent"
    return (mark.line + 1 if mark else None), f"expected YAML, got a mistake in its form: {said}"


class _Reader:
    """Turns nodes into values and notes the line of each."""

    def __init__(self, lines: dict[Place, int], problems: list[Problem]) -> None:
        self._lines = lines
        self._problems = problems

    def value(self, node: yaml.Node, place: Place) -> Any:
        self._lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self._entries(node, place))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _entries(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._problems.append(Problem(line, place, "expected text as a key, got a list or mapping"))
                continue
            key = str(key_node.value)
            if key in seen:
                said = f"expected this key once, got it again (first on line {seen[key]})"
                self._problems.append(Problem(line, (*place, key), said))
                continue
            seen[key] = self._lines[(*place, key)] = line
            yield key, self.value(value_node, (*place, key))


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    """Return the value of a node that holds no others."""
    text = str(node.value)
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int":
            return int(text)
        case "float":
            return float(text)
        case _:
            return text


def _shown_key(key: str) -> str:
    """Return a key as it stands if it is a plain word, otherwise quoted and cut."""
    return key if re.fullmatch(r"[\w-]{1,60}", key) else repr(key[:60])
