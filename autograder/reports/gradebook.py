"""The gradebook: a CSV with a line for each submission."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from autograder.model import Question, Result

__all__ = ["gradebook_csv", "inert", "points"]

_FORMULA = re.compile(r"(^\s*|[;,|]\s*)([=+\-@＝＋－＠])")
_SPECIAL = re.compile(r"[^\w.\-]")
_COLUMNS = ("submission", "student", "exercise", "status", "score", "max_score")


def gradebook_csv(results: Iterable[Result], questions: Sequence[Question]) -> str:
    """Return the gradebook's text; where there is no mark, the scores are empty and not 0."""
    rows = [[*_COLUMNS, *(question.name for question in questions)]]
    rows += [_row(result, questions) for result in results]
    return "".join(",".join(map(_field, row)) + "\n" for row in rows)


def _row(result: Result, questions: Sequence[Question]) -> list[str]:
    scores = {one.name: points(one.score) for one in result.question_scores}
    return [
        inert(result.submission),
        inert(result.student),
        result.exercise,
        result.status,
        points(result.score),
        points(result.max_score),
        *(scores.get(question.name, "") for question in questions),
    ]


def points(score: float | None) -> str:
    """Return points as people write them: 7, 7.5, and nothing where there is no mark."""
    return "" if score is None else f"{score:.6f}".rstrip("0").rstrip(".")


def inert(name: str) -> str:
    r"""Return a name that terminals and spreadsheets take for text.

    Invisible characters and bytes that are no UTF-8 become escapes such as ``\x1b``. What a spreadsheet could
    take for a formula, also after splitting the line at a ``;`` or ``|``, gets a ``'`` before it.
    """
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
    return _FORMULA.sub(r"\1'\2", text)


def _field(text: str) -> str:
    # The csv module quotes a field for its own delimiter alone; programs split at others as well.
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text
