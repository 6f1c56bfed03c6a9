"""Checks in a student's own notebook, as Otter runs them: over the names that are there, in this process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.feedback import explain, skipped
from autograder.grading import examine
from autograder.model import Check, Feedback
from autograder.sandbox.inline import InlineSession

__all__ = ["NotPassed", "run_in_notebook"]


class NotPassed(AssertionError):
    """A check did not pass; the text is the feedback."""


def run_in_notebook(
    check: Check, env: dict[str, Any], *, thresholds: Mapping[str, float] | None = None
) -> None:
    """Run a public check, its premises first, over a notebook's names.

    Args:
        check: The check.
        env: The notebook's global names.
        thresholds: Named numbers that the checks compare with.

    Raises:
        NotPassed: The check did not pass, or one that must pass before it did not.
    """
    session = InlineSession(env)
    for premise in _premises(check):
        if _feedback(premise, session, thresholds or {}):
            raise NotPassed(skipped(premise).text)
    feedback = _feedback(check, session, thresholds or {})
    if feedback:
        raise NotPassed(feedback.text)


def _premises(check: Check) -> list[Check]:
    """Return all that must pass first, what comes first at the front."""
    found: dict[str, Check] = {}
    for premise in check.after:
        found |= {one.name: one for one in (*_premises(premise), premise)}
    return list(found.values())


def _feedback(check: Check, session: InlineSession, thresholds: Mapping[str, float]) -> Feedback | None:
    ended = examine(check, session, thresholds=thresholds, seed=b"")
    if ended.failure is None:
        return None
    return explain(ended.failure, check, called=ended.called, notebook=True, tries=ended.tries)
