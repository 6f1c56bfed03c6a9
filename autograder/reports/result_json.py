"""One submission's ``result.json``."""

from __future__ import annotations

import json
from typing import Any

from autograder.model import Outcome, Result, Status, SubmissionStatus, link_of

__all__ = ["result_json", "result_schema", "whole_text"]


def result_json(result: Result) -> str:
    """Return the text of ``result.json``, in ASCII and with a newline at its end."""
    return json.dumps(_plain(result), indent=2, allow_nan=False) + "\n"


def result_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``result.json``."""
    number = {"type": "number", "minimum": 0}
    text = {"type": "string"}
    place = {"type": ["integer", "null"], "minimum": 1}
    question = _object(name=text, score=number, max_score=number)
    check = _object(
        question=text,
        name=text,
        title=text,
        status={"enum": [str(status) for status in Status]},
        score=number,
        max_score=number,
        hidden={"type": "boolean"},
        message=text,
        read=_object(text=text, address={**text, "description": "empty if there is none"}),
        remarks={"type": "array", "items": text},
        seconds=number,
        tries={"type": "integer", "minimum": 0},
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Result of one submission",
        **_object(
            submission=text,
            student=text,
            exercise=text,
            status={"enum": [str(status) for status in SubmissionStatus]},
            score={"type": ["number", "null"], "minimum": 0, "description": "null: there is no mark"},
            max_score=number,
            seconds=number,
            source={**text, "description": "the file that was read; empty if none was"},
            notes={"type": "array", "items": text},
            questions={"type": "array", "items": question},
            checks={"type": "array", "items": check},
            errors={"type": "array", "items": _object(cell=place, line=place, text=text)},
        ),
    }


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _plain(result: Result) -> dict[str, Any]:
    return {
        "submission": whole_text(result.submission),
        "student": whole_text(result.student),
        "exercise": result.exercise,
        "status": result.status,
        "score": result.score,
        "max_score": result.max_score,
        "seconds": round(result.seconds, 3),
        "source": whole_text(result.source),
        "notes": [whole_text(note) for note in result.notes],
        "questions": [
            {"name": one.name, "score": one.score, "max_score": one.max_score}
            for one in result.question_scores
        ],
        "checks": [_plain_outcome(outcome) for outcome in result.outcomes],
        "errors": [
            {"cell": one.cell, "line": one.line, "text": whole_text(one.text)} for one in result.errors
        ],
    }


def _plain_outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "question": outcome.check.question,
        "name": outcome.check.name,
        "title": outcome.check.title,
        "status": outcome.status,
        "score": outcome.score,
        "max_score": float(outcome.check.points),
        "hidden": outcome.hidden,
        "message": whole_text(outcome.message),
        "read": dict(zip(("text", "address"), link_of(outcome.check.read), strict=True)),
        "remarks": [whole_text(remark) for remark in outcome.remarks],
        "seconds": round(outcome.seconds, 3),
        "tries": outcome.tries,
    }


def whole_text(text: str) -> str:
    r"""Return text that is UTF-8: bytes of a file's name that are none become escapes such as ``\udcff``."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
