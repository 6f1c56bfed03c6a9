"""Checks of one question or of all → what a notebook shows: HTML, and the same as plain text."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Collection, Mapping, Sequence

from autograder.model import Feedback, Outcome, Status, link_of
from autograder.picture import Picture
from autograder.reports.gradebook import points
from autograder.reports.picture import picture_png, picture_text

__all__ = ["message_html", "progress_html", "question_html", "question_text", "summary_html", "summary_text"]

_MARKS = {Status.PASSED: "✓", Status.FAILED: "✗", Status.ERROR: "✗", Status.SKIPPED: "–"}
# That colour-blind readers can tell apart (Okabe and Ito), on white and on black.
_COLOURS = {
    Status.PASSED: "#009E73",
    Status.FAILED: "#D55E00",
    Status.ERROR: "#D55E00",
    Status.SKIPPED: "#888",
}
_MARKED = re.compile(r"https?://[^\s<>\"`]+[^\s<>\"`.,;)]|`[^`\n]+`")
_BAR = 12
_BEFORE = "To mend before you hand in:"
# Notebooks differ in what they give to tables: so each property that matters stands here.
_BLOCK = "line-height:1.5;margin:.2em 0"
_TABLE = "margin:.2em 0;border:none;border-collapse:collapse;font-size:inherit"
_CELL = "text-align:left;vertical-align:top;border:none;padding:.1em 1em .1em 0;font-size:inherit"
# Long calls and numbers are broken anywhere rather than run out of the page.
_TEXT = "white-space:pre-wrap;overflow-wrap:anywhere"
_CODE = "font-family:monospace"


def question_html(question: str, outcomes: Sequence[Outcome], hints: Collection[str] = ()) -> str:
    """Return what a notebook shows of one question.

    Args:
        question: Its name.
        outcomes: How its checks ended.
        hints: Names of the questions that have hints.
    """
    parts = [f"<div><b>{_plain(question)}:</b> {_plain(_count(outcomes))}</div>"]
    told = ""
    for outcome in outcomes:
        parts.append(_outcome_html(outcome, is_new=outcome.message != told))
        told = outcome.message
    if told_of := _hint(question, outcomes, hints):
        parts.append(f'<div style="margin:.1em 0 .4em 0;opacity:.8">{_marked(told_of)}</div>')
    return f'<div style="{_BLOCK}">{"".join(parts)}</div>'


def question_text(question: str, outcomes: Sequence[Outcome], hints: Collection[str] = ()) -> str:
    """Return the same as plain text."""
    lines = [f"{question}: {_count(outcomes)}"]
    told = ""
    for outcome in outcomes:
        lines.append(f"  {_MARKS[outcome.status]} {outcome.check.title}")
        lines += (f"      {remark}" for remark in outcome.remarks)
        if outcome.message != told:
            lines += (f"      {line}" for line in outcome.message.splitlines())
        told = outcome.message
    if told_of := _hint(question, outcomes, hints):
        lines.append(f"  {told_of}")
    return "\n".join(lines)


def summary_html(
    by_question: Mapping[str, Sequence[Outcome]],
    hidden: float = 0.0,
    hints: Collection[str] = (),
    warnings: Sequence[str] = (),
) -> str:
    """Return what a notebook shows of all questions: a row each, and what is to be mended first.

    Args:
        by_question: How each check ended.
        hidden: Points of the checks that only graders run.
        hints: Names of the questions that have hints.
        warnings: What will differ when the notebook is graded.
    """
    rows = "".join(
        _row(
            (_plain(name), "font-weight:bold"),
            (_bar(outcomes), f"{_CODE};color:{_colour(outcomes)}"),
            (_plain(_count(outcomes)), ""),
        )
        for name, outcomes in by_question.items()
    )
    everything = [outcome for outcomes in by_question.values() for outcome in outcomes]
    total = f"<div><b>In all {_plain(_count(everything))}</b>{_plain(_more(hidden))}</div>"
    first = _first_failure(by_question)
    rest = f'<div style="margin-top:.8em">To mend first:</div>{question_html(*first, hints)}' if first else ""
    told = "".join(f"<div>! {_marked(warning)}</div>" for warning in warnings)
    before = f'<div style="margin-top:.8em">{_BEFORE}</div>{told}' if told else ""
    return f'<div style="{_BLOCK}"><table style="{_TABLE}">{rows}</table>{total}{before}{rest}</div>'


def summary_text(
    by_question: Mapping[str, Sequence[Outcome]],
    hidden: float = 0.0,
    hints: Collection[str] = (),
    warnings: Sequence[str] = (),
) -> str:
    """Return the same as plain text."""
    wide = max((len(name) for name in by_question), default=0)
    lines = [f"{name:<{wide}}  {_bar(found)}  {_count(found)}" for name, found in by_question.items()]
    everything = [outcome for outcomes in by_question.values() for outcome in outcomes]
    lines.append(f"In all {_count(everything)}{_more(hidden)}")
    if warnings:
        lines += (_BEFORE, *(f"! {warning}" for warning in warnings))
    first = _first_failure(by_question)
    return "\n".join((*lines, *(("To mend first:", question_text(*first, hints)) if first else ())))


def progress_html(question: str, done: int, total: int, title: str) -> str:
    """Return what a notebook shows while a check runs."""
    filled = round(_BAR * done / total) if total else 0
    bar = "█" * filled + "░" * (_BAR - filled)
    return (
        f'<div style="{_BLOCK}">Checking <b>{_plain(question)}</b> <span style="{_CODE}">{bar}</span> '
        f"{done + 1} of {total}: {_plain(title)} …</div>"
    )


def message_html(text: str) -> str:
    """Return a message to the student."""
    return f'<div style="{_BLOCK};{_TEXT}">{_marked(text)}</div>'


def _outcome_html(outcome: Outcome, *, is_new: bool) -> str:
    colour = _COLOURS[outcome.status]
    mark = (
        f'<b style="color:{colour};display:inline-block;width:1.3em" '
        f'title="{outcome.status}">{_MARKS[outcome.status]}</b>'
    )
    remarks = "".join(
        f'<div style="margin:.1em 0 .2em .4em;border-left:3px solid {colour};padding-left:.8em">'
        f'<span style="{_TEXT}">{_marked(remark)}</span></div>'
        for remark in outcome.remarks
    )
    line = f"<div>{mark}{_plain(outcome.check.title)}</div>{remarks}"
    if outcome.feedback is None or not is_new:
        return line
    return line + _feedback_html(outcome.feedback, colour)


def _feedback_html(feedback: Feedback, colour: str) -> str:
    rows = "".join(
        _row((label, "white-space:nowrap;opacity:.8"), _part(label, text)) for label, text in feedback.lines
    )
    table = f'<table style="{_TABLE}">{rows}</table>' if rows else ""
    return (
        f'<div style="margin:.1em 0 .4em .4em;border-left:3px solid {colour};padding-left:.8em">'
        f'<div style="{_TEXT}">{_marked(feedback.problem)}</div>{table}{_image(feedback.picture)}</div>'
    )


def _part(label: str, text: str) -> tuple[str, str]:
    """Return a part of the feedback as HTML with its style; what is code looks like code."""
    if label == "where to read":
        return _link(*link_of(text)), _TEXT
    if label in ("called", "returned", "expected"):
        return _plain(text), f"{_TEXT};{_CODE}"
    return _marked(text), _TEXT


def _link(text: str, address: str) -> str:
    """Return a link, or the text alone where there is no address."""
    if not address:
        return _marked(text)
    return f'<a href="{_plain(address)}" target="_blank" rel="noopener">{_plain(text)}</a>'


def _row(*cells: tuple[str, str]) -> str:
    """Return a row of a table, without the stripes and margins that each notebook gives to tables."""
    inside = "".join(f'<td style="{_CELL};{style}">{text}</td>' for text, style in cells)
    return f'<tr style="background:none">{inside}</tr>'


def _image(picture: Picture | None) -> str:
    """Return a picture within the page, on white in a dark notebook, too: else its black would vanish."""
    if picture is None:
        return ""
    try:
        image = base64.b64encode(picture_png(picture)).decode()
    # A picture only adds to the words: a matplotlib that does not work here must not cost these.
    except Exception:
        return ""
    return (
        f'<img src="data:image/png;base64,{image}" alt="{_plain(picture_text(picture))}" '
        'style="display:block;max-width:100%;margin-top:.5em;border-radius:3px;background:#fff">'
    )


def _marked(text: str) -> str:
    """Return a text for HTML in which addresses can be clicked and `names` look like code."""
    made, end = [], 0
    for found in _MARKED.finditer(text):
        inside = _plain(found[0].strip("`"))
        made.append(_plain(text[end : found.start()]))
        if found[0].startswith("`"):
            made.append(f"<code>{inside}</code>")
        else:
            made.append(_link(found[0], found[0]))
        end = found.end()
    return "".join((*made, _plain(text[end:])))


def _hint(question: str, outcomes: Sequence[Outcome], hints: Collection[str]) -> str:
    """Return how to get a hint to a question that has hints and a check that failed; empty otherwise."""
    failed = any(one.status in (Status.FAILED, Status.ERROR) for one in outcomes)
    return f'Stuck? `grader.hint("{question}")` shows a hint.' if failed and question in hints else ""


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


def _more(hidden: float) -> str:
    return (
        f" Further checks, for {points(hidden)} more points, run when your work is graded." if hidden else ""
    )


def _bar(outcomes: Sequence[Outcome]) -> str:
    passed = sum(outcome.status is Status.PASSED for outcome in outcomes)
    filled = _BAR * passed // len(outcomes) if outcomes else 0
    return "█" * filled + "░" * (_BAR - filled)


def _colour(outcomes: Sequence[Outcome]) -> str:
    is_full = all(outcome.status is Status.PASSED for outcome in outcomes)
    return _COLOURS[Status.PASSED if is_full else Status.FAILED]


def _plain(text: str) -> str:
    return html.escape(text, quote=True)
