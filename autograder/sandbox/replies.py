"""A question as it travels to a worker, and what the reply means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.errors import (
    BrokenProtocol,
    DoesNotCompile,
    GraderFault,
    LimitExceeded,
    NotDefined,
    NotStarted,
    StudentRaised,
    WireError,
)
from autograder.model import Limits
from autograder.wire import Budget, frame

__all__ = ["QUESTIONS", "answer_budget", "framed", "interpret"]

QUESTIONS = Budget(
    size=256 * 2**20,
    depth=64,
    nodes=2_000_000,
    digits=2**16,
    keys=2_000_000,
    elements=256 * 2**20,
    text=256 * 2**20,
)
"""What a check asks is trusted; this only bounds accidents."""

_MAX_NAME = 200
_MAX_TEXT = 4_000
_MOST_BASES = 10
_MOST_LINES = 10_000_000


def answer_budget(limits: Limits) -> Budget:
    """Return what one answer may cost under these limits."""
    return Budget(size=limits.answer_mb * 2**20, depth=limits.answer_depth)


def framed(number: int, operation: str, operands: Sequence[object]) -> bytes:
    """Return a question as it travels.

    Raises:
        GraderFault: It cannot travel; that is the check's doing, since it was the check that asked.
    """
    try:
        return frame(number, [operation, list(operands)], QUESTIONS)
    except WireError as error:
        raise GraderFault(f"A check passed on what cannot travel to the submission: {error}.") from error


def interpret(reply: Any, asked: Sequence[object], budget: Budget) -> Any:
    """Return the answer in a worker's reply, or raise the failure that it reports.

    Only what the submission's own exception says is taken over as text; of the rest the words are ours, so
    that nothing of a question can be carried out in them.

    Args:
        reply: What came back.
        asked: The question: its operation and operands.
        budget: What the answer was allowed to cost.

    Raises:
        StudentFailure: The reply says that the submission failed, or is no reply at all.
    """
    match reply:
        case ["ok", value]:
            return value
        case ["missing", str(name)]:
            raise NotDefined(_name_asked_for(name, asked))
        case ["raised", "NotImplementedError", str(text), cell, line, True, _]:
            told = text[:_MAX_TEXT] or "This question is not started yet."
            raise NotStarted(told, cell=_count(cell), line=_count(line))
        case ["raised", str(kind), str(text), cell, line, bool(), list(bases)]:
            raise StudentRaised(
                kind[:_MAX_NAME],
                text[:_MAX_TEXT],
                cell=_count(cell),
                line=_count(line),
                bases=tuple(name[:_MAX_NAME] for name in bases[:_MOST_BASES] if isinstance(name, str)),
            )
        case ["syntax", str(text), cell, line]:
            raise DoesNotCompile("SyntaxError", text[:_MAX_TEXT], cell=_count(cell), line=_count(line))
        case ["refused", str(reason)]:
            raise LimitExceeded(_refused(reason, budget))
    raise BrokenProtocol("answered in a form that is no answer")


def _name_asked_for(name: str, asked: Sequence[object]) -> str:
    """Return the name that is missing: of several that were asked for the one that the worker says."""
    last = next((one for one in reversed(asked) if isinstance(one, (str, list))), "")
    if isinstance(last, list):
        return name if name in last else str(next(iter(last), ""))
    return last


def _count(value: object) -> int | None:
    """Return a number of a cell or a line, or None for anything that cannot be one."""
    return value if type(value) is int and 1 <= value <= _MOST_LINES else None


def _refused(reason: str, budget: Budget) -> str:
    """Return our own words for a reason that the worker gave."""
    limits = {
        "nested": f"nested more than {budget.depth} deep",
        "no text": f"of more than {budget.keys:,} dict keys that are no text",
        "elements": f"of more than {budget.elements:,} elements in arrays",
        "values": f"of more than {budget.nodes:,} values",
        "bytes of text": f"of more than {budget.text:,} bytes of text",
        "bytes": f"of more than {budget.size:,} bytes",
    }
    hit = next((told for word, told in limits.items() if word in reason), "that cannot travel")
    return f"gave an answer {hit}"
