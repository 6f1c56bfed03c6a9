"""Leaving out what only IPython understands, without moving any other line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.submission.lexing import logical_end

__all__ = ["left_out_lines", "without_magics"]

_WORTH_A_LOOK = re.compile(r"[!%?]|get_ipython\(|\binstall\b")
_NAMES = r"(?:[A-Za-z_][\w.]*[ \t]*(?:,[ \t]*[A-Za-z_][\w.]*[ \t]*)*+=[ \t]*)?"
_CALL = re.compile(rf"[ \t]*{_NAMES}get_ipython\(\)")
_SHELL_OR_MAGIC = re.compile(rf"[ \t]*{_NAMES}[!%]|[ \t]*(?:conda|pip)[ \t]+install\b")
_HELP = re.compile(r"[ \t]*\?|[ \t]*[\w.*]+(?:\[-?\d+\])?\?{1,2}[ \t;]*(?:\n|\Z)")
_TIMED = re.compile(r"[ \t]*(%time[ \t]+)(?=\S)")
_LINE_AND_JOINED_ONES = re.compile(r"(?:[^\n]*\\\n)*[^\n]*\n?")
_INDENT = re.compile(r"[ \t]*")
_CELL_MAGIC = re.compile(r"\s*%%(?P<name>\w*)[^\n]*")
_BODY_RUNS = {"capture", "debug", "heat", "lprun", "memit", "mprun", "prun", "snakeviz", "time", "timeit"}
"""Magics that measure, capture or watch: IPython runs the body of the cell all the same."""
_LONGEST_TOLD = 80
_CAPTURED = re.compile(r"\s*%%capture(?:[ \t]+--\S+)*[ \t]+(?P<name>[A-Za-z_]\w*)")


def without_magics(source: str) -> str:
    """Return a cell's source without IPython magics, shell lines and questions for help.

    A line that is left out is blank, or ``pass`` where it is indented. Only lines that begin a
    logical line count, so a modulo operator within brackets or a ``%`` within a string stays. A cell under
    a cell magic is left out as a whole, unless the magic only measures or captures; of
    ``%time STATEMENT`` the statement stays.
    """
    if not _WORTH_A_LOOK.search(source):
        return source
    magic = _CELL_MAGIC.match(source)
    if magic and magic["name"] not in _BODY_RUNS:
        return ""
    pieces = [_line_breaks(magic[0])] if magic else []
    if captured := _CAPTURED.match(source):
        # What is captured is asked for later, and shown; here there is nothing to show.
        pieces.append(f"{captured['name']} = get_ipython()")
    position = magic.end() if magic else 0
    while position < len(source):
        end, piece = _next_piece(source, position)
        pieces.append(piece)
        position = end
    return "".join(pieces)


def left_out_lines(source: str, kept: str) -> Iterator[str]:
    """Yield the lines of a cell that :func:`without_magics` leaves out or changes, cut to 80 characters.

    Args:
        source: The cell's source.
        kept: What is left of it.
    """
    if source == kept:
        return
    lines, others = source.split("\n"), kept.split("\n")
    if len(others) < len(lines):  # a cell under a magic that runs nothing: the magic says it all
        lines = source.strip().split("\n")[:1]
    for line, other in zip(lines, others, strict=False):
        if line != other and line.strip():
            yield line.strip()[:_LONGEST_TOLD]


def _next_piece(source: str, start: int) -> tuple[int, str]:
    """Return where the logical line ends that begins at ``start``, and what to put in its place."""
    if timed := _TIMED.match(source, start):
        end = logical_end(source, timed.end())
        return end, source[start : timed.start(1)] + source[timed.end() : end]
    if _SHELL_OR_MAGIC.match(source, start) or _HELP.match(source, start):
        joined = _LINE_AND_JOINED_ONES.match(source, start)
        end = joined.end() if joined else len(source)
        return end, _in_place_of(source[start:end])
    end = logical_end(source, start)
    whole = source[start:end]
    return end, _in_place_of(whole) if _CALL.match(whole) else whole


def _in_place_of(left_out: str) -> str:
    indent = _INDENT.match(left_out)
    body = f"{indent[0]}pass" if indent and indent[0] else ""
    return body + _line_breaks(left_out)


def _line_breaks(text: str) -> str:
    return "\n" * text.count("\n")
