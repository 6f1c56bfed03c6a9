"""What a student sees of ``autograder watch``."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from autograder.cli.layout import bar_line, say
from autograder.cli.show import show_errors, show_outcome
from autograder.desk import Checked, Desk, Progress
from autograder.desk.hints import hint_text
from autograder.errors import UsageError
from autograder.model import Outcome, Status
from autograder.submission import shown

__all__ = ["Screen"]

_KEYS = "h hint · n next failure · q quit"
_NO_KEYS = "Ctrl-C quits"


class Screen:
    """One check after the other, each on a fresh screen: results as they come, the first failure in full."""

    def __init__(
        self, desk: Desk, question: str | None, progress: Progress, console: Console, *, has_keys: bool
    ) -> None:
        """Show nothing yet.

        Args:
            desk: The exercise.
            question: Name of the only question that is checked, or None for all.
            progress: Remembers which hints were shown.
            console: Where to show it.
            has_keys: Whether keys can be pressed.
        """
        self._desk = desk
        self._questions = [one for one in desk.questions if question in (None, one.name)]
        self._progress = progress
        self._console = console
        self._has_keys = has_keys
        self._is_first = True
        self._is_over = False
        self._outcomes: list[Outcome] = []
        self._shown = 0

    def begin(self, now: datetime.datetime) -> None:
        """Begin a new check; what was seen of the one before goes, except in a file."""
        if self._console.is_terminal and not self._is_first:
            self._console.clear()
        exercise = self._desk.handout.exercise
        when = "" if self._is_first else f" (saved {now:%H:%M:%S})"
        say(self._console, f"Checking {exercise.name}{when} …", style="bold")
        say(self._console, _KEYS if self._has_keys else _NO_KEYS, style="dim")
        self._is_first = self._is_over = False
        self._outcomes, self._shown = [], 0

    def add(self, outcome: Outcome) -> tuple[Outcome, ...]:
        """Take in how a check ended; return those of its question if that is complete now, and show it."""
        self._outcomes.append(outcome)
        question = next(one for one in self._questions if one.name == outcome.check.question)
        ended = tuple(one for one in self._outcomes if one.check.question == question.name)
        if len(ended) < len(question.checks):
            return ()
        had_failed = len(self._failures) > sum(one in self._failures for one in ended)
        self._show_question(question.name, ended)
        if self._failures and not had_failed:
            show_outcome(self._failures[0], self._console)
        return ended

    def end(self, checked: Checked) -> None:
        """Show the whole."""
        self._is_over = True
        show_errors(checked, self._console)
        if checked.source != checked.result.submission:
            say(self._console, f"read: {shown(checked.source)}", style="dim")
        for note in checked.notes:
            say(self._console, note, style="dim")
        passed = [one for one in self._outcomes if one.status is Status.PASSED]
        name = self._desk.handout.exercise.name
        line = bar_line(
            name,
            len(passed),
            len(self._outcomes),
            sum(one.score for one in passed),
            sum(one.check.points for one in self._outcomes),
            columns=self._console.width,
        )
        self._console.print()
        say(self._console, line)

    def tell(self, text: str) -> None:
        """Show why there is no result."""
        self._is_over = True
        for line in text.splitlines():
            say(self._console, line, style="yellow")

    def press(self, key: str) -> None:
        """Do what a key asks for; other keys do nothing."""
        if key not in ("h", "n"):
            return
        if not self._failures:
            said = "Nothing to mend: every check passes." if self._outcomes else "There is nothing to show."
            say(self._console, said if self._is_over else "Nothing has failed so far.")
        elif key == "h":
            self._show_hint(self._failures[self._shown].check.question)
        else:
            self._show_next()

    @property
    def _failures(self) -> list[Outcome]:
        """Those that failed themselves: what waits for another check is mended with that one."""
        return [one for one in self._outcomes if one.status in (Status.FAILED, Status.ERROR)]

    def _show_question(self, name: str, ended: Sequence[Outcome]) -> None:
        passed = sum(one.status is Status.PASSED for one in ended)
        waits = all(one.status is Status.SKIPPED for one in ended)
        mark = ("✓", "green") if passed == len(ended) else ("–", "dim") if waits else ("✗", "red")
        say(self._console, Text.assemble(mark, " ", (name, "bold"), f" {passed}/{len(ended)}"))

    def _show_next(self) -> None:
        self._shown = (self._shown + 1) % len(self._failures)
        failure = self._failures[self._shown]
        self._console.print()
        told = f"Failure {self._shown + 1} of {len(self._failures)}, in {failure.check.question}:"
        say(self._console, told, style="bold")
        show_outcome(failure, self._console)

    def _show_hint(self, question: str) -> None:
        self._console.print()
        try:
            say(self._console, hint_text(self._progress.next_hint(self._desk.handout, question)))
        except UsageError as error:
            say(self._console, str(error))
