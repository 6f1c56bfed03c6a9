"""``course.yml`` → :class:`~autograder.model.Course`, with every mistake in it at once, each by its line."""

from __future__ import annotations

import datetime
import difflib
import re
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from autograder.errors import CourseError
from autograder.model import Course, Exercise, Limits
from autograder.yaml_text import Document, Place, Problem, read_yaml

__all__ = ["COURSE_FILE", "course_schema", "find_course", "read_course"]

COURSE_FILE = "course.yml"
"""Name of the file that describes a course."""

_NAME = r"^[a-z0-9][a-z0-9_]{0,63}$"
_THRESHOLD = r"^[a-z][a-z0-9_]{0,63}$"
_DUE = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$"
_END_OF_DAY = datetime.time(23, 59, 59)
_USUAL = Limits()

_Text = Annotated[str, Field(min_length=1, max_length=200)]
_Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]
_Number = Annotated[float, Field(allow_inf_nan=False)]


class _Form(BaseModel):
    """How a part of the file is written: no conversions, no further keys."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", strict=True, use_attribute_docstrings=True
    )


class _LimitsForm(_Form):
    """What one submission may use."""

    # The texts and defaults are those of model.Limits; a test compares.
    seconds: _Seconds = _USUAL.seconds
    """Wall-clock seconds for running the cells, and again for the answers to each question."""
    total_seconds: _Seconds = _USUAL.total_seconds
    """Wall-clock seconds for the whole submission."""
    cpu_seconds: _Seconds = _USUAL.cpu_seconds
    """CPU seconds for the whole submission, all its processes together."""
    memory_mb: int = Field(_USUAL.memory_mb, gt=0, le=1_048_576)
    """MiB of private memory, all its processes together."""
    processes: int = Field(_USUAL.processes, gt=0, le=32_768)
    """Processes and threads at the same time."""
    output_kb: int = Field(_USUAL.output_kb, gt=0, le=1_048_576)
    """KiB printed; what is beyond is dropped, and beyond 64 times that the worker is ended."""
    disk_mb: int = Field(_USUAL.disk_mb, gt=0, le=1_048_576)
    """MiB of files in its scratch folder."""
    answer_mb: int = Field(_USUAL.answer_mb, gt=0, le=2_048)
    """MiB of one answer on the wire."""
    answer_depth: int = Field(_USUAL.answer_depth, gt=0, le=100)
    """Nesting of one answer."""


class _ExerciseForm(_Form):
    """One exercise."""

    name: str = Field(pattern=_NAME)
    """Name of its folders and files, such as 02_line."""
    title: _Text
    """Title for people."""
    points: float = Field(gt=0, le=1_000_000, allow_inf_nan=False)
    """Points of all its checks together."""
    due: str | None = Field(None, pattern=_DUE)
    """When it is due: 2026-10-09 (the end of that day), or 2026-10-09T18:00+02:00."""
    limits: _LimitsForm = _LimitsForm()
    """What one submission may use; what is not given has its usual value."""
    thresholds: dict[Annotated[str, Field(pattern=_THRESHOLD)], _Number] = {}
    """Named numbers that its checks compare with."""


class _CourseForm(_Form):
    """A course on one page."""

    title: _Text
    """Title for people."""
    timezone: str | None = None
    """Time zone of due dates that name none, such as Europe/Zurich."""
    exercises: list[_ExerciseForm] = Field(min_length=1)
    """The exercises, in the order of the course."""


def read_course(path: Path) -> Course:
    """Return the course that the file describes.

    Args:
        path: The ``course.yml``; problems name it as it is given here.

    Raises:
        CourseError: The file is missing, unreadable or not a course; has one line for every mistake.
    """
    document = read_yaml(path)
    problems = list(document.problems)
    if document.lines:
        problems += _mistakes_of_form(document)
        problems += _mistakes_of_sense(document)
    if problems:
        raise CourseError([problem.located(path) for problem in sorted(problems, key=_by_line)])
    return _course(_CourseForm.model_validate(document.data))


def find_course(start: Path) -> Path | None:
    """Return the nearest ``course.yml`` in the folder or in those around it, or None."""
    here = start / COURSE_FILE
    if here.is_file():
        return here
    around = (folder / COURSE_FILE for folder in start.resolve().parents)
    return next((path for path in around if path.is_file()), None)


def course_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``course.yml``, from which editors help to write it."""
    names = {"_CourseForm": "Course", "_ExerciseForm": "Exercise", "_LimitsForm": "Limits"}
    schema = _renamed(_CourseForm.model_json_schema(), names)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _by_line(problem: Problem) -> int:
    """Return what sorts problems by their line, those of the whole file first."""
    return problem.line or 0


# What is wrong with single values and keys: pydantic finds it, these words tell it.

_WANTED = {
    "bool_type": "true or false",
    "dict_type": "names with their values",
    "finite_number": "a finite number",
    "float_type": "a number",
    "greater_than": "a number above {gt}",
    "int_type": "a whole number",
    "less_than_equal": "a number of at most {le}",
    "list_type": "a list",
    "missing": "a value",
    "model_type": "names with their values",
    "string_too_long": "text of at most {max_length} characters",
    "string_too_short": "text",
    "string_type": "text",
    "too_short": "at least one",
}
_WANTED_PATTERN = {
    _NAME: "a name of small letters, digits and _, such as 02_line",
    _THRESHOLD: "a name of small letters, digits and _, such as converged",
    _DUE: "a date such as 2026-10-09, or a time such as 2026-10-09T18:00+02:00",
}
_FORMS: dict[str, type[_Form]] = {"exercises": _ExerciseForm, "limits": _LimitsForm}


def _mistakes_of_form(document: Document) -> Iterator[Problem]:
    """Yield each value that is not of its kind, each missing key and each unknown one."""
    try:
        _CourseForm.model_validate(document.data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            place = tuple(part for part in detail["loc"] if part != "[key]")
            yield Problem(document.line(place), place, _said(dict(detail), place))


def _said(detail: dict[str, Any], place: Place) -> str:
    """Return what was expected and what was found, from a detail of pydantic's."""
    kind, found = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return _unknown_key(place)
    if kind == "string_pattern_mismatch":
        wanted = _WANTED_PATTERN[detail["ctx"]["pattern"]]
    else:
        wanted = _WANTED.get(kind, detail["msg"]).format_map(detail.get("ctx", {}))
    return f"expected {wanted}, got {'nothing' if kind == 'missing' else _shown(found)}"


def _unknown_key(place: Place) -> str:
    """Return what is said of a key that nothing knows, with the known one that is nearest."""
    around = next((part for part in reversed(place[:-1]) if isinstance(part, str)), "")
    known = list(_FORMS.get(around, _CourseForm).model_fields)
    near = difflib.get_close_matches(str(place[-1]), known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return f"expected a known key, got an unknown one; {advice}"


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


# What single values cannot tell. Each rule passes over what is not of its kind: that is reported above, and so
# all mistakes come at once.


def _mistakes_of_sense(document: Document) -> Iterator[Problem]:
    """Yield what does not fit together: names, limits, and due dates with the time zone."""
    data = document.data if isinstance(document.data, dict) else {}
    zone = data.get("timezone")
    if isinstance(zone, str) and _zone(zone) is None:
        yield Problem(document.line(("timezone",)), ("timezone",), _unknown_zone(zone))
    exercises = data.get("exercises")
    for index, exercise in enumerate(exercises if isinstance(exercises, list) else []):
        if not isinstance(exercise, dict):
            continue
        place = ("exercises", index)
        rules = {
            "name": _repeated(exercise.get("name"), exercises[:index]),
            "due": _without_sense(exercise.get("due"), has_zone="timezone" in data),
            "limits": _too_short(exercise.get("limits")),
        }
        for key, text in rules.items():
            if text:
                yield Problem(document.line((*place, key)), (*place, key), text)


def _repeated(name: object, before: list[Any]) -> str | None:
    """Return what is wrong with a name that an earlier exercise has, or None."""
    names = [exercise.get("name") for exercise in before if isinstance(exercise, dict)]
    if name is None or name not in names:
        return None
    return f"expected a name of its own, got {_shown(name)} as in exercises[{names.index(name)}]"


def _without_sense(due: object, *, has_zone: bool) -> str | None:
    """Return what is wrong with a due date of the right form, or None."""
    if not isinstance(due, str) or not re.match(_DUE, due):
        return None
    try:
        moment = datetime.datetime.fromisoformat(due)
    except ValueError:
        return f"expected a date of the calendar, got {due!r}"
    if moment.tzinfo is None and not has_zone:
        return f"expected a time zone, got {due!r}; add the course's timezone: such as Europe/Zurich"
    return None


def _too_short(limits: object) -> str | None:
    """Return what is wrong where the whole submission has less time than one question, or None."""
    if not isinstance(limits, dict):
        return None
    seconds = limits.get("seconds", _USUAL.seconds)
    total = limits.get("total_seconds", _USUAL.total_seconds)
    if not all(isinstance(value, int | float) for value in (seconds, total)) or total >= seconds:
        return None
    return f"expected total_seconds of at least seconds, got {total:g} and {seconds:g}"


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    """Return the time zone of that name, or None."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # the last two: a name that is a path
        return None


def _unknown_zone(name: str) -> str:
    """Return what is said of an unknown time zone, with the known one that is nearest."""
    near = difflib.get_close_matches(name, sorted(zoneinfo.available_timezones()), n=1)
    return f"expected a time zone such as {near[0] if near else 'Europe/Zurich'}, got {_shown(name)}"


# From the file's form to the nouns of the kit.


def _course(form: _CourseForm) -> Course:
    """Return the course of a file without mistakes."""
    zone = _zone(form.timezone) if form.timezone else None
    return Course(form.title, tuple(_exercise(exercise, zone) for exercise in form.exercises))


def _exercise(form: _ExerciseForm, zone: datetime.tzinfo | None) -> Exercise:
    """Return one exercise; a due date without a time zone is in the given one."""
    return Exercise(
        name=form.name,
        title=form.title,
        points=form.points,
        due=_due(form.due, zone) if form.due else None,
        limits=Limits(**form.limits.model_dump()),
        thresholds=MappingProxyType(dict(form.thresholds)),
    )


def _due(text: str, zone: datetime.tzinfo | None) -> datetime.datetime:
    """Return the moment that is meant: of a date alone, the last second of that day."""
    moment = datetime.datetime.fromisoformat(text)
    if len(text) == len("2026-10-09"):
        moment = datetime.datetime.combine(moment, _END_OF_DAY)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _renamed(schema: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return the schema with the names that people read, and without titles that repeat the keys."""

    def tidy(node: Any) -> Any:
        if isinstance(node, dict):
            return {
                key: tidy(value)
                for key, value in node.items()
                if not (key == "title" and isinstance(value, str))
            }
        if isinstance(node, list):
            return [tidy(item) for item in node]
        if isinstance(node, str):
            return re.sub(r"^(#/\$defs/)(\w+)$", lambda match: match[1] + names[match[2]], node)
        return node

    tidied: dict[str, Any] = tidy(schema)
    tidied["$defs"] = {names[name]: definition for name, definition in tidied["$defs"].items()}
    return {"title": names["_CourseForm"], **tidied}
