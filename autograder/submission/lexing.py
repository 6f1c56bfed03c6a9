"""Just enough of Python's grammar to tell where a line of code ends, in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["logical_end", "spanning_strings", "statement_starts"]

# Every branch matches wherever its first character stands, so that a search never tries a text twice.
_TOKEN = re.compile(
    r'''
      (?P<comment> \#[^\n]*+ )
    | (?P<string>
          """ (?: [^"\\]++ | \\.? | "(?!"") )*+ (?: """ | (?P<open_end>\Z) )
        | \'\'\' (?: [^'\\]++ | \\.? | '(?!'') )*+ (?: \'\'\' | (?P<open_end_too>\Z) )
        | " (?: [^"\\\n]++ | \\.? )*+ "?
        | ' (?: [^'\\\n]++ | \\.? )*+ '?
      )
    | (?P<opening> [(\[{] )
    | (?P<closing> [)\]}] )
    | (?P<joined> \\\n )
    | (?P<newline> \n )
    ''',
    re.VERBOSE | re.DOTALL,
)
# No expression holds one of these words, so a bracket that is still open there was never closed.
_SURELY_STATEMENT = re.compile(
    r"(?:async[ \t]+def|assert|class|def|del|global|import|pass|raise|return|try|while|with)\b"
)
_STATEMENT = re.compile(r"\f*(?![\s#]|(?:elif|else|except|finally)\b)(?=.)")
_DECORATOR = re.compile(r"\f*@")


def logical_end(text: str, start: int) -> int:
    """Return where the logical line ends that begins at ``start``, behind its line break.

    Brackets, strings and backslashes join lines, as in Python. A bracket that was never closed ends
    before the next line that surely begins a statement in the first column.
    """
    depth = 0
    for token in _TOKEN.finditer(text, start):
        kind = token.lastgroup
        if kind == "opening":
            depth += 1
        elif kind == "closing":
            depth -= 1
        elif kind == "newline" and (depth <= 0 or _SURELY_STATEMENT.match(text, token.end())):
            return token.end()
    return len(text)


def spanning_strings(text: str) -> list[tuple[int, int]] | None:
    """Return start and end of every string that spans lines; None if one is never closed."""
    spans = []
    for token in _TOKEN.finditer(text):
        if token["open_end"] is not None or token["open_end_too"] is not None:
            return None
        if token["string"] and "\n" in token["string"]:
            spans.append(token.span())
    return spans


def statement_starts(text: str) -> Iterator[int]:
    """Yield where each top-level statement of a module begins, decorators included."""
    position, decorated = 0, False
    while position < len(text):
        if _STATEMENT.match(text, position):
            if not decorated:
                yield position
            decorated = _DECORATOR.match(text, position) is not None
        position = logical_end(text, position)
