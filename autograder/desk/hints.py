"""Hints as people read them, in the terminal and in the notebook."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.desk.progress import Hint, Progress
from autograder.handout import Handout

__all__ = ["hint_text", "hints_overview"]


def hint_text(hint: Hint) -> str:
    """Return a hint as it is shown."""
    over = "You have seen all the hints. " if hint.is_repeated else ""
    return f"{over}Hint {hint.number} of {hint.count} for {hint.question}: {hint.text}"


def hints_overview(handout: Handout, progress: Progress, command: str) -> Sequence[str]:
    """Return which hints there are and how many of each question were shown, a line each.

    Args:
        handout: The exercise.
        progress: Remembers which hints were shown.
        command: Shows the next hint to a question, whose name stands there as ``{}``.
    """
    seen = {one.name: one.hints for one in progress.of(handout).questions}
    having = [one for one in handout.questions if one.hints]
    if not having:
        return (f"There are no hints for {handout.exercise.name}.",)
    first = command.format(having[0].name)
    wide = max(len(one.name) for one in having)
    return (
        f"Hints for {handout.exercise.name}, one step at a time; `{first}` shows one:",
        *(f"  {one.name:<{wide}}  {_seen(seen.get(one.name, 0), len(one.hints))}" for one in having),
    )


def _seen(shown: int, count: int) -> str:
    return f"{min(shown, count)} of {count} seen"
