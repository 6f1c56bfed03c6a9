"""What a student reads in the terminal about a check."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from autograder.cli.layout import say
from autograder.desk import Checked
from autograder.model import Outcome, Status
from autograder.reports.gradebook import points
from autograder.submission import shown

__all__ = ["show_checked", "show_errors", "show_outcome"]

_LABEL = len("probable cause")
_NARROW = 60
"""Columns below which a text stands under its label, and not beside it."""
_MARKS = {
    Status.PASSED: ("✓", "green"),
    Status.FAILED: ("✗", "red"),
    Status.ERROR: ("✗", "red"),
    Status.SKIPPED: ("–", "dim"),
}


def show_checked(
    checked: Checked, console: Console, *, pictures: Mapping[str, Path] = MappingProxyType({})
) -> None:
    """Show how every check ended, with the feedback of those that did not pass.

    Args:
        checked: How the checks ended.
        console: Where to show it.
        pictures: Files with the pictures of failures by the names of their checks.
    """
    result = checked.result
    read = "" if checked.source == result.submission else f" (read: {shown(checked.source)})"
    say(console, f"{shown(result.submission)}{read}", style="bold")
    for note in checked.notes:
        say(console, note, indent=2, style="dim")
    show_errors(checked, console, indent=2)
    question = waiting = ""
    for outcome in result.outcomes:
        if outcome.check.question != question:
            question, waiting = outcome.check.question, ""
            say(console, question, style="bold")
        # A row of checks that wait for the same one needs its reason once.
        show_outcome(outcome, console, is_new=outcome.message != waiting)
        if outcome.check.name in pictures:
            _show_part("picture", shown(str(pictures[outcome.check.name]), length=1000), console)
        waiting = outcome.message
    passed = sum(outcome.status is Status.PASSED for outcome in result.outcomes)
    score = sum(outcome.score for outcome in result.outcomes)
    possible = sum(outcome.check.points for outcome in result.outcomes)
    of_points = f"{points(score)} of {points(possible)} points."
    say(console, f"{passed} of {len(result.outcomes)} checks passed, {of_points}")


def show_errors(checked: Checked, console: Console, *, indent: int = 0) -> None:
    """Show which cells raised while the submission ran, and what will be missing when it is graded."""
    for error in checked.result.errors:
        where = checked.result.places.told(error.cell, error.line)
        text = error.text.splitlines()[0] if error.text else ""
        say(console, f"! {where}: {text}" if where else f"! {text}", indent=indent, style="yellow")
    for warning in checked.warnings:
        say(console, f"! {warning}", indent=indent, style="yellow")


def show_outcome(outcome: Outcome, console: Console, *, is_new: bool = True) -> None:
    """Show how a check ended; the reason for waiting only if it is a new one."""
    mark, style = _MARKS[outcome.status]
    line = Text.assemble((mark, style), " ", (outcome.check.title, "" if style != "dim" else "dim"))
    say(console, line, indent=2)
    for remark in outcome.remarks:
        say(console, remark, indent=6, style=style)
    feedback = outcome.feedback
    if feedback is None:
        return
    if outcome.status is Status.SKIPPED:
        if is_new:
            say(console, feedback.problem, indent=6, style="dim")
        return
    say(console, feedback.problem, indent=6, style=style)
    for label, text in feedback.lines:
        _show_part(label, text, console, link=feedback.link[1] if label == "where to read" else "")


def _show_part(label: str, text: str, console: Console, *, link: str = "") -> None:
    """Show one part of a feedback: folded within its own column on a terminal, whole in a file.

    The address of a link can be seen as well, since not every terminal lets one click.
    """
    if not console.is_terminal:
        body = text.replace("\n", "\n" + " " * (_LABEL + 8))
        console.print(f"      {label:<{_LABEL}}  {body}", markup=False)
        return
    if console.width < _NARROW:
        say(console, label, indent=6, style="cyan")
        say(console, Text(text, Style(link=link or None)), indent=8)
        return
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(min_width=_LABEL)
    grid.add_column(overflow="fold")
    grid.add_row(Text(label, "cyan"), Text(text, Style(link=link or None)))
    console.print(Padding(grid, (0, 0, 0, 6)), soft_wrap=False)
