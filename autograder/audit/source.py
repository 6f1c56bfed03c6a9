"""Python text → its tree, with the exact bytes of each node, so that a change leaves all else as it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Edit", "Source", "edited"]

_COMMENT = re.compile(rb"#[^\n]*")


@dataclass(frozen=True, slots=True)
class Edit:
    """One small change of a text."""

    start: int
    """Offset of the first byte that goes."""
    end: int
    """Offset after the last byte that goes."""
    text: str
    """What comes in its place."""
    operator: str
    """What the change does, in words."""


class Source:
    """A parsed text and where its nodes stand, in bytes."""

    def __init__(self, text: str) -> None:
        """Parse.

        Raises:
            SyntaxError: It is no Python.
        """
        self.data = text.encode()
        self.tree = ast.parse(text)
        self._lines = [0]
        for line in self.data.split(b"\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return the offsets where a node begins and ends."""
        start = self._lines[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
        end = self._lines[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
        return start, end

    def text(self, node: ast.AST) -> str:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.data[start:end].decode()

    def replace(self, node: ast.AST, text: str, operator: str) -> Edit:
        """Return the change that puts a text in a node's place."""
        return Edit(*self.span(node), text, operator)

    def swap(self, first: ast.AST, second: ast.AST, operator: str) -> Edit:
        """Return the change that puts two nodes in each other's place; the first stands before the second."""
        start, between = self.span(first)
        after, end = self.span(second)
        middle = self.data[between:after].decode()
        return Edit(start, end, f"{self.text(second)}{middle}{self.text(first)}", operator)

    def token(self, token: str, left: ast.AST, right: ast.AST) -> tuple[int, int] | None:
        """Return where a token stands between two nodes, or None."""
        start, end = self.span(left)[1], self.span(right)[0]
        # Comments between the nodes may hold anything; blanked, they keep the offsets.
        gap = _COMMENT.sub(lambda match: b" " * len(match[0]), self.data[start:end])
        words = r"\s+".join(map(re.escape, token.split()))
        boundary = r"\b" if token[0].isalpha() else ""
        found = re.search(f"{boundary}{words}{boundary}".encode(), gap)
        return (start + found.start(), start + found.end()) if found else None

    def nodes(self, lines: frozenset[int]) -> Iterator[ast.AST]:
        """Yield each node that stands on these lines alone.

        What stands inside an f-string is passed over: before Python 3.12 it has no true place.
        """
        waiting: list[ast.AST] = [self.tree]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.JoinedStr):
                continue
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))
            first = getattr(node, "lineno", None)
            if first is not None and lines.issuperset(range(first, node.end_lineno + 1)):  # type: ignore[attr-defined]
                yield node


def edited(data: bytes, edit: Edit) -> str:
    """Return the text after the change."""
    return (data[: edit.start] + edit.text.encode() + data[edit.end :]).decode()
