"""The gradebook: a CSV with a line for each submission."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from autograder.model import Question, Result
from autograder.reports.result_json import whole_text

__all__ = ["gradebook_csv", "points"]

_COLUMNS = ("submission", "student", "exercise", "status", "score", "max_score")


def gradebook_csv(results: Iterable[Result], questions: Sequence[Question]) -> str:
    """Return the gradebook's text; where there is no mark, the scores are empty and not 0."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*_COLUMNS, *(question.name for question in questions)])
    writer.writerows(_row(result, questions) for result in results)
    return text.getvalue()


def _row(result: Result, questions: Sequence[Question]) -> list[str]:
    scores = {one.name: points(one.score) for one in result.question_scores}
    return [
        _inert(result.submission),
        _inert(result.student),
        result.exercise,
        result.status,
        points(result.score),
        points(result.max_score),
        *(scores.get(question.name, "") for question in questions),
    ]


def points(score: float | None) -> str:
    """Return points as people write them: 7, 7.5, and nothing where there is no mark."""
    return "" if score is None else f"{score:.6f}".rstrip("0").rstrip(".")


def _inert(name: str) -> str:
    """Return a name that a spreadsheet takes for text and for no formula."""
    name = whole_text(name)
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else name
