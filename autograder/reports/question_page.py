"""Checks of one question or of all → what a notebook shows: HTML, and the same as plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from autograder.model import Feedback, Outcome, Status
from autograder.reports.gradebook import points

__all__ = ["message_html", "progress_html", "question_html", "question_text", "summary_html", "summary_text"]

_MARKS = {Status.PASSED: "✓", Status.FAILED: "✗", Status.ERROR: "✗", Status.SKIPPED: "–"}
# That colour-blind readers can tell apart (Okabe and Ito), on white and on black.
_COLOURS = {
    Status.PASSED: "#009E73",
    Status.FAILED: "#D55E00",
    Status.ERROR: "#D55E00",
    Status.SKIPPED: "#888",
}
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_BAR = 12


def question_html(question: str, outcomes: Sequence[Outcome]) -> str:
    """Return what a notebook shows of one question."""
    parts = [f"<div><b>{_plain(question)}</b> {_plain(_count(outcomes))}"]
    told = ""
    for outcome in outcomes:
        parts.append(_outcome_html(outcome, is_new=outcome.message != told))
        told = outcome.message
    return "".join((*parts, "</div>"))


def question_text(question: str, outcomes: Sequence[Outcome]) -> str:
    """Return the same as plain text."""
    lines = [f"{question} {_count(outcomes)}"]
    told = ""
    for outcome in outcomes:
        lines.append(f"  {_MARKS[outcome.status]} {outcome.check.title}")
        if outcome.message != told:
            lines += (f"      {line}" for line in outcome.message.splitlines())
        told = outcome.message
    return "\n".join(lines)


def summary_html(by_question: Mapping[str, Sequence[Outcome]]) -> str:
    """Return what a notebook shows of all questions: a row each, and what is to be mended first."""
    rows = "".join(
        f'<tr><td style="text-align:left">{_plain(name)}</td>'
        f'<td style="text-align:left;font-family:monospace;color:{_colour(outcomes)}">{_bar(outcomes)}</td>'
        f'<td style="text-align:left">{_plain(_count(outcomes))}</td></tr>'
        for name, outcomes in by_question.items()
    )
    everything = [outcome for outcomes in by_question.values() for outcome in outcomes]
    first = _first_failure(by_question)
    rest = f"<p>To mend first:</p>{question_html(*first)}" if first else ""
    return f"<div><table>{rows}</table><p><b>In all {_plain(_count(everything))}</b></p>{rest}</div>"


def summary_text(by_question: Mapping[str, Sequence[Outcome]]) -> str:
    """Return the same as plain text."""
    wide = max((len(name) for name in by_question), default=0)
    lines = [f"{name:<{wide}}  {_bar(found)}  {_count(found)}" for name, found in by_question.items()]
    everything = [outcome for outcomes in by_question.values() for outcome in outcomes]
    lines.append(f"In all {_count(everything)}")
    first = _first_failure(by_question)
    return "\n".join((*lines, *(("To mend first:", question_text(*first)) if first else ())))


def progress_html(question: str, done: int, total: int, title: str) -> str:
    """Return what a notebook shows while a check runs."""
    filled = round(_BAR * done / total) if total else 0
    bar = "█" * filled + "░" * (_BAR - filled)
    return (
        f'<div>Checking <b>{_plain(question)}</b> <span style="font-family:monospace">{bar}</span> '
        f"{done + 1} of {total}: {_plain(title)} …</div>"
    )


def message_html(text: str) -> str:
    """Return a message to the student."""
    return f'<div style="white-space:pre-wrap">{_plain(text)}</div>'


def _outcome_html(outcome: Outcome, *, is_new: bool) -> str:
    colour = _COLOURS[outcome.status]
    line = f'<div><b style="color:{colour}">{_MARKS[outcome.status]}</b> {_plain(outcome.check.title)}</div>'
    if outcome.feedback is None or not is_new:
        return line
    return line + _feedback_html(outcome.feedback, colour)


def _feedback_html(feedback: Feedback, colour: str) -> str:
    rows = "".join(
        f'<tr><td style="text-align:left;vertical-align:top;white-space:nowrap;opacity:.75">{label}</td>'
        f'<td style="text-align:left;white-space:pre-wrap;{_font(label)}">{_linked(text)}</td></tr>'
        for label, text in feedback.lines
    )
    table = f'<table style="margin-left:0">{rows}</table>' if rows else ""
    return (
        f'<div style="margin-left:1.2em;border-left:3px solid {colour};padding-left:.8em">'
        f"<div>{_plain(feedback.problem)}</div>{table}</div>"
    )


def _font(label: str) -> str:
    return "font-family:monospace" if label in ("called", "returned", "expected") else ""


def _linked(text: str) -> str:
    """Return a text for HTML in which addresses can be clicked."""
    made, end = [], 0
    for found in _LINK.finditer(text):
        address = _plain(found[0])
        made += [_plain(text[end : found.start()]), f'<a href="{address}" target="_blank">{address}</a>']
        end = found.end()
    return "".join((*made, _plain(text[end:])))


def _first_failure(
    by_question: Mapping[str, Sequence[Outcome]],
) -> tuple[str, Sequence[Outcome]] | None:
    failed = (Status.FAILED, Status.ERROR)
    return next((item for item in by_question.items() if any(one.status in failed for one in item[1])), None)


def _count(outcomes: Sequence[Outcome]) -> str:
    passed = sum(outcome.status is Status.PASSED for outcome in outcomes)
    score = points(sum(outcome.score for outcome in outcomes))
    possible = points(sum(outcome.check.points for outcome in outcomes))
    return f"{passed} of {len(outcomes)} checks passed, {score} of {possible} points."


def _bar(outcomes: Sequence[Outcome]) -> str:
    passed = sum(outcome.status is Status.PASSED for outcome in outcomes)
    filled = _BAR * passed // len(outcomes) if outcomes else 0
    return "█" * filled + "░" * (_BAR - filled)


def _colour(outcomes: Sequence[Outcome]) -> str:
    is_full = all(outcome.status is Status.PASSED for outcome in outcomes)
    return _COLOURS[Status.PASSED if is_full else Status.FAILED]


def _plain(text: str) -> str:
    return html.escape(text, quote=True)
