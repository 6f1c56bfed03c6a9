"""Paragraphs and bars: folded at the margin of a terminal, whole in a file."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from autograder.reports.gradebook import points

__all__ = ["bar", "bar_line", "say"]

_WIDEST = 20
_NARROWEST = 4


def say(console: Console, text: Text | str, *, indent: int = 0, style: str = "") -> None:
    """Print a paragraph with its indent.

    Args:
        console: Where to.
        text: What; its own newlines stay.
        indent: Columns left free before each line.
        style: Style of a plain text.
    """
    if isinstance(text, str):
        text = Text(text, style)
    if console.is_terminal:
        text.overflow = "fold"
        console.print(Padding(text, (0, 0, 0, indent), expand=False), soft_wrap=False)
        return
    for line in text.split(allow_blank=True):
        console.print(Text(" " * indent).append_text(line), soft_wrap=True)


def bar(done: int, whole: int, width: int) -> Text:
    """Return a bar that is full only when all is done, and empty only when nothing is."""
    filled = done * width // whole if whole else 0
    filled = max(filled, min(done, 1))
    style = "green" if whole and done >= whole else "yellow"
    return Text.assemble(("█" * filled, style), ("░" * (width - filled), "dim"))


def bar_line(name: str, passed: int, checks: int, score: float, possible: float, *, columns: int) -> Text:
    """Return a line such as ``02_line ████░░ 4/6 · 7/10 points``, without its bar where there is no room."""
    told = f"{passed}/{checks} · {points(score) or '0'}/{points(possible) or '0'} points"
    room = min(checks, _WIDEST, columns - len(name) - len(told) - 2)
    parts = [Text(name, "bold"), *([bar(passed, checks, room)] if room >= min(checks, _NARROWEST) else [])]
    return Text(" ").join([*parts, Text(told)])
