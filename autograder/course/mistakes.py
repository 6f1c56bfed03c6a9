"""What is wrong with a ``course.yml``, in words for the person who wrote it."""

from __future__ import annotations

import datetime
import difflib
import re
import zoneinfo
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from autograder.course.form import (
    DAY,
    DUE,
    INSTALL,
    MEASURED,
    NAME,
    NUMBER,
    THRESHOLD,
    CourseForm,
    ExerciseForm,
    LimitsForm,
    ThresholdForm,
)
from autograder.model import Limits
from autograder.yaml_text import Document, Place, Problem

__all__ = ["mistakes_of_form", "mistakes_of_sense", "time_zone"]

_WANTED = {
    "dict_type": "names with their values",
    "finite_number": "a finite number",
    "float_type": "a number",
    "greater_than": "a number above {gt:g}",
    "int_type": "a whole number",
    "less_than": "a number below {lt:g}",
    "less_than_equal": "a number of at most {le:g}",
    "list_type": "a list",
    "missing": "a value",
    "model_type": "names with their values",
    "string_too_long": "text of at most {max_length} characters",
    "string_too_short": "text",
    "string_type": "text",
    "too_short": "at least one",
}
_WANTED_PATTERN = {
    NAME: "a name of small letters, digits and _, such as 02_line",
    THRESHOLD: "a name of small letters, digits and _, such as converged",
    DAY: "a day such as 2026-10-09",
    INSTALL: "what pip installs, such as autograder-kit>=0.1,<0.2, without quotes or options",
    DUE: "a date such as 2026-10-09, or a time such as 2026-10-09T18:00+02:00",
}
_MARKS = ("[key]", NUMBER, MEASURED)
"""What pydantic puts into places, and no key of the file is."""
_FORMS: dict[str, type[BaseModel]] = {"exercises": ExerciseForm, "limits": LimitsForm}


def mistakes_of_form(document: Document) -> Iterator[Problem]:
    """Yield each value that is not of its kind, each missing key and each unknown one."""
    try:
        CourseForm.model_validate(document.data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            place = tuple(part for part in detail["loc"] if part not in _MARKS)
            yield Problem(document.line(place), place, _said(dict(detail), place))


def mistakes_of_sense(document: Document) -> Iterator[Problem]:
    """Yield what does not fit together: names, limits, and due dates with the time zone.

    Each rule passes over what is not of its kind: that is a mistake of form, told beside these.
    """
    data = document.data if isinstance(document.data, dict) else {}
    zone = data.get("timezone")
    if isinstance(zone, str) and time_zone(zone) is None:
        yield Problem(document.line(("timezone",)), ("timezone",), _unknown_zone(zone))
    exercises = data.get("exercises")
    before: list[object] = []
    for index, exercise in enumerate(exercises if isinstance(exercises, list) else []):
        if isinstance(exercise, dict):
            for key, text in _of_exercise(exercise, before, has_zone=zone is not None):
                place = ("exercises", index, key)
                yield Problem(document.line(place), place, text)
        before.append(exercise.get("name") if isinstance(exercise, dict) else None)


def time_zone(name: str) -> zoneinfo.ZoneInfo | None:
    """Return the time zone of that name, or None."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # the last two: a name that is a path
        return None


def _said(detail: dict[str, Any], place: Place) -> str:
    """Return what was expected and what was found, from a detail of pydantic's."""
    kind, found = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return _unknown_key(place)
    limits = detail.get("ctx", {})
    if kind == "string_pattern_mismatch":
        wanted = _WANTED_PATTERN[limits["pattern"]]
    else:
        wanted = _WANTED[kind].format_map(limits)
    return f"expected {wanted}, got {'nothing' if kind == 'missing' else _shown(found)}"


def _unknown_key(place: Place) -> str:
    """Return what is said of a key that nothing knows, with the known one that is nearest."""
    around = [part for part in place[:-1] if isinstance(part, str)]
    form = _FORMS.get(around[-1], CourseForm) if around else CourseForm
    known = list((ThresholdForm if "thresholds" in around else form).model_fields)
    near = difflib.get_close_matches(str(place[-1]), known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return f"expected a known key, got an unknown one; {advice}"


def _unknown_zone(name: str) -> str:
    """Return what is said of an unknown time zone, with the known one that is nearest."""
    near = difflib.get_close_matches(name[:60], sorted(zoneinfo.available_timezones()), n=1)
    return f"expected a time zone such as {near[0] if near else 'Europe/Zurich'}, got {_shown(name)}"


def _shown(value: object) -> str:
    """Return a found value in few words."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case dict():
            return "names with their values" if value else "an empty mapping"
        case list():
            return "a list" if value else "an empty list"
        case str() if len(value) > 60:
            return f"{value[:60]!r}…"
        case _:
            return repr(value)


def _of_exercise(
    exercise: dict[str, Any], before: list[object], *, has_zone: bool
) -> Iterator[tuple[str, str]]:
    """Yield the key and the words of each mistake of sense in one exercise."""
    name = exercise.get("name")
    if isinstance(name, str) and name in before:
        yield "name", f"expected a name of its own, got {_shown(name)} as in exercises[{before.index(name)}]"
    due = _senseless_due(exercise.get("due"), has_zone=has_zone)
    if due:
        yield "due", due
    limits = _senseless_limits(exercise.get("limits"))
    if limits:
        yield "limits", limits


def _senseless_due(due: object, *, has_zone: bool) -> str | None:
    """Return what is wrong with a due date of the right form, or None."""
    if not isinstance(due, str) or not re.match(DUE, due):
        return None
    try:
        moment = datetime.datetime.fromisoformat(due)
    except ValueError:
        return f"expected a date and time that exist, got {due!r}"
    if moment.tzinfo is None and not has_zone:
        return f"expected a time zone, got {due!r}; add one, or timezone: Europe/Zurich to the course"
    return None


def _senseless_limits(limits: object) -> str | None:
    """Return what is wrong where the whole submission has less time than one question, or None."""
    if not isinstance(limits, dict):
        return None
    usual = Limits()
    one = limits.get("seconds", usual.seconds)
    whole = limits.get("total_seconds", usual.total_seconds)
    if not all(isinstance(value, int | float) for value in (one, whole)) or whole >= one:
        return None
    return f"expected total_seconds to be at least seconds, got {whole:g} and {one:g}"
