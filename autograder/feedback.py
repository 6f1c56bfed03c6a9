"""A failure → what the student is told about it, and never more than the student may know."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from autograder.errors import (
    BrokenProtocol,
    CheckFailed,
    Crashed,
    NotDefined,
    NotStarted,
    StudentFailure,
    StudentRaised,
    TimedOut,
    WorkerLost,
)
from autograder.model import IN_A_CELL, CellError, Check, Feedback, Places
from autograder.picture import Picture

__all__ = ["NOT_STARTED", "clean", "explain", "skipped"]

NOT_STARTED: Final = "Not started yet."
"""What is told of a question whose stub is still in place."""

_MAX_TEXT = 1_000
_STYLE = re.compile(r"\x1b\[[0-9;]{0,20}m")
_LEFT = re.compile(r"gave no answer within ([\d.e+-]+) seconds")
_ROUND = re.compile(r"[1-9]\d*(\.\d)?|0\.[1-9]")
"""Seconds as people set a limit; what is left of one hardly ever looks like that."""


def explain(  # noqa: PLR0913 (each is a fact of its own, and only the first two are always needed)
    failure: StudentFailure,
    check: Check,
    *,
    called: str = "",
    hidden: bool = False,
    places: Places = IN_A_CELL,
    broken_cells: tuple[CellError, ...] = (),
    tries: int = 1,
    pictures: bool = True,
    seconds: float | None = None,
) -> Feedback:
    """Return the feedback to a check that did not pass.

    Args:
        failure: What happened.
        check: The check.
        called: The call whose answer was wrong.
        hidden: Whether only graders run the check; then inputs, values, pictures and texts of exceptions
            stay out.
        places: How to say where something stands in the submission.
        broken_cells: Cells that did not run to their end.
        tries: On how many draws it was tried, the last one failing like those before.
        pictures: Whether the check's picture is drawn, if it has one.
        seconds: The limit of the question's time, of which earlier checks may have used a part.
    """
    failure = _within_limit(failure, seconds)
    tried = f" It was tried on {tries} draws and passed on none." if tries > 1 else ""
    feedback = _explained(failure, called, places, broken_cells)
    if hidden:
        told = _known_of_hidden(failure, called, places, broken_cells)
        named = failure.cause or "" if isinstance(failure, CheckFailed) else told
        return Feedback(f"Not passed: {check.title}.{tried}", cause=clean(named), read=check.read)
    return Feedback(
        problem=clean(feedback.problem) + tried,
        called=clean(feedback.called),
        returned=clean(feedback.returned),
        expected=clean(feedback.expected),
        cause=clean(feedback.cause),
        read=check.read,
        picture=_drawn(failure) if pictures else None,
    )


def skipped(premise: Check) -> Feedback:
    """Return the feedback to a check that cannot be judged because another one did not pass."""
    return Feedback(f"Not judged yet: first `{premise.question}` must pass “{premise.title}”.")


def clean(text: str, limit: int = _MAX_TEXT) -> str:
    """Return at most ``limit`` characters of the text, without control, format and surrogate characters.

    Newlines stay, a tab becomes four spaces, and the codes for bold and colour, which Keras puts into its
    errors, leave nothing behind.
    """
    text = _STYLE.sub("", text[: 2 * limit]).replace("\r\n", "\n").replace("\t", "    ")
    kept = "".join(
        c if c == "\n" or unicodedata.category(c)[0] != "C" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
    return kept if len(kept) <= limit else f"{kept[: limit - 1]}…"


def _explained(
    failure: StudentFailure,
    called: str,
    places: Places,
    broken_cells: tuple[CellError, ...],
) -> Feedback:
    match failure:
        case CheckFailed():
            returned = _at(failure.returned or "", failure.raised, places)
            return Feedback(failure.problem, called, returned, failure.expected or "", failure.cause or "")
        case NotStarted():
            return Feedback(NOT_STARTED, called, cause=_left_over(failure, places))
        case NotDefined():
            cause = _known(failure, called, places, broken_cells) if broken_cells else ""
            return Feedback(_undefined(failure), called, cause=cause)
        case StudentRaised():
            returned = _at(f"nothing: it raised {failure}", failure, places)
            cause = _earlier(broken_cells, places) if failure.kind == "NameError" else ""
            return Feedback("The code raised an exception.", called, returned, cause=cause)
        case _:
            cause = "Does every loop come to an end?" if isinstance(failure, TimedOut) else ""
            return Feedback(_known(failure, called, places, broken_cells), called, cause=cause)


def _within_limit(failure: StudentFailure, seconds: float | None) -> StudentFailure:
    """Return the failure; of a time-out, with the limit that there is and not with what was left of it."""
    found = _LEFT.fullmatch(str(failure)) if isinstance(failure, TimedOut) else None
    if not found or (float(found[1]) == seconds if seconds else _ROUND.fullmatch(found[1])):
        return failure
    limit = f"the {seconds:g} seconds of its question" if seconds else "the time of its question"
    return TimedOut(f"gave no answer within {limit}")


def _drawn(failure: StudentFailure) -> Picture | None:
    """Return the picture that a check has for its failure, or None."""
    if not isinstance(failure, CheckFailed) or failure.picture is None:
        return None
    import numpy as np

    try:
        # As in checks, the arithmetic of odd answers is no news for the terminal.
        with np.errstate(all="ignore"):
            made = failure.picture()
    # A picture only adds to the words. An answer so odd that it cannot be drawn must not cost these.
    except Exception:
        return None
    return made if isinstance(made, Picture) else None


def _known_of_hidden(
    failure: StudentFailure,
    called: str,
    places: Places,
    broken_cells: tuple[CellError, ...],
) -> str:
    """Return what may be said of a hidden check: no word or number that the submission has chosen.

    Whoever sees the hidden inputs in a call could carry them out in the name of an exception or an exit code.
    """
    match failure:
        case StudentRaised():
            return "The code raised an exception."
        case Crashed():
            return _known(Crashed("ended its process itself"), called, places, broken_cells)
        case BrokenProtocol():
            return _known(
                BrokenProtocol("answered in a form that is no answer"), called, places, broken_cells
            )
    return _known(failure, called, places, broken_cells)


def _known(  # noqa: PLR0911 (one return a failure)
    failure: StudentFailure,
    called: str,
    places: Places,
    broken_cells: tuple[CellError, ...],
) -> str:
    """Return what may be said even of a hidden check: no input, no value, no text of an exception."""
    match failure:
        case NotStarted():
            return NOT_STARTED
        case NotDefined() if broken_cells and broken_cells[0].text.startswith("SyntaxError"):
            where = places.told(broken_cells[0].cell, broken_cells[0].line)
            return f"A cell does not compile (see {where}), so nothing of it is defined."
        case NotDefined() if broken_cells:
            where = places.told(broken_cells[0].cell, broken_cells[0].line)
            return f"A statement failed ({where}), so what it defines is missing."
        case NotDefined():
            return _undefined(failure)
        case StudentRaised():
            return f"The code raised {clean(failure.kind, 60)}."
        case WorkerLost():
            where = called.partition("(")[0]
            return f"The submission {failure}{f' in `{where}`' if where else ''}."
        case _:
            return str(failure)


def _left_over(failure: NotStarted, places: Places) -> str:
    """Return where the line stands that says that a question is not started."""
    where = places.told(failure.cell, failure.line)
    return (
        f"`raise NotImplementedError` stands there: remove it, or the stub below your answer ({where})."
        * bool(where)
    )


def _at(text: str, raised: StudentRaised | None, places: Places) -> str:
    """Return a text about an exception with the place where it was raised."""
    where = places.told(raised.cell, raised.line) if raised else ""
    return f"{text} ({where})" if where else text


def _earlier(broken_cells: tuple[CellError, ...], places: Places) -> str:
    """Return which statement failed first, where a name is missing later."""
    if not broken_cells:
        return ""
    first = broken_cells[0]
    where = places.told(first.cell, first.line)
    return f"An earlier statement failed, so what it defines is missing ({where}): {first.text}"


def _undefined(failure: NotDefined) -> str:
    return f"`{clean(failure.name, 60)}` is not defined."
