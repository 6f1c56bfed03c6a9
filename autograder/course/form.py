"""The form of ``course.yml``: which keys there are, and of what kind and size each value is."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from autograder.model import Limits

__all__ = [
    "DAY",
    "DUE",
    "INSTALL",
    "MEASURED",
    "NAME",
    "NUMBER",
    "THRESHOLD",
    "CourseForm",
    "ExerciseForm",
    "LimitsForm",
    "ThresholdForm",
]

NAME = r"^[a-z0-9][a-z0-9_]{0,63}$"
"""Name of an exercise: it becomes that of folders, modules and files."""

INSTALL = r"^[^\s\"'`$\\{}-][^\t\r\n\"'`$\\{}]{0,499}$"
"""One requirement for pip: neither an option, nor anything that a shell or a notebook would unfold."""

THRESHOLD = r"^[a-z][a-z0-9_]{0,63}$"
"""Name of a threshold."""

DUE = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$"
"""Form of a due date."""

DAY = r"^\d{4}-\d{2}-\d{2}$"
"""Form of a day."""

NUMBER, MEASURED = "[number]", "[measured]"
"""Tags of the two ways to write a threshold; pydantic puts them into the places of mistakes."""

_USUAL = Limits()

_Number = Annotated[float, Field(allow_inf_nan=False)]
_Text = Annotated[str, Field(min_length=1, max_length=200)]
_Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]
_Megabytes = Annotated[int, Field(gt=0, le=1_048_576)]


class _Form(BaseModel):
    """How a part of the file is written: nothing is converted, and there are no further keys."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", strict=True, use_attribute_docstrings=True
    )


class LimitsForm(_Form):
    """What one submission may use."""

    # The texts and defaults are those of model.Limits; a test compares.
    seconds: _Seconds = _USUAL.seconds
    """CPU seconds for running the cells, and again for the answers to each question; by the clock at least
    twice as long, and longer on a busy machine."""
    total_seconds: _Seconds = _USUAL.total_seconds
    """The same for the whole submission."""
    cpu_seconds: _Seconds = _USUAL.cpu_seconds
    """CPU seconds for the whole submission, all its processes together."""
    memory_mb: _Megabytes = _USUAL.memory_mb
    """MiB of private memory, all its processes together."""
    processes: int = Field(default=_USUAL.processes, gt=0, le=32_768)
    """Processes and threads at the same time."""
    output_kb: int = Field(default=_USUAL.output_kb, gt=0, le=1_048_576)
    """KiB printed; what is beyond is dropped, and beyond 64 times that the worker is ended."""
    disk_mb: _Megabytes = _USUAL.disk_mb
    """MiB of files in its scratch folder."""
    answer_mb: int = Field(default=_USUAL.answer_mb, gt=0, le=2_048)
    """MiB of one answer on the wire."""
    answer_depth: int = Field(default=_USUAL.answer_depth, gt=0, le=100)
    """Nesting of one answer."""


class ThresholdForm(_Form):
    """A threshold with where it comes from, as `autograder calibrate` writes it."""

    value: _Number
    """The number that checks compare with."""
    false_fail: float | None = Field(default=None, gt=0, lt=1)
    """Rate at which right answers may fail it."""
    method: _Text | None = None
    """How the value was found."""
    seeds: int | None = Field(default=None, gt=0)
    """How many draws of right answers were measured."""
    versions: _Text | None = None
    """Versions with which they were measured."""
    date: str | None = Field(default=None, pattern=DAY)
    """Day on which they were measured."""


def _is_measured(value: object) -> str:
    """Return the tag of the kind that is meant, so that mistakes are told of that kind alone."""
    return MEASURED if isinstance(value, dict | ThresholdForm) else NUMBER


_Threshold = Annotated[
    Annotated[_Number, Tag(NUMBER)] | Annotated[ThresholdForm, Tag(MEASURED)], Discriminator(_is_measured)
]


class ExerciseForm(_Form):
    """One exercise."""

    name: str = Field(pattern=NAME)
    """Name of its folders and files, such as 02_line."""
    title: _Text
    """Title for people."""
    points: float = Field(gt=0, le=1_000_000, allow_inf_nan=False)
    """Points of all its checks together."""
    due: str | None = Field(default=None, pattern=DUE)
    """When it is due: 2026-10-09 (the end of that day), or 2026-10-09T18:00+02:00."""
    limits: LimitsForm = LimitsForm()
    """What one submission may use; what is not given has its usual value."""
    thresholds: dict[Annotated[str, Field(pattern=THRESHOLD)], _Threshold] = Field(
        default={}, json_schema_extra={"additionalProperties": False}
    )
    """Named numbers that its checks compare with, alone or with where they come from."""


class CourseForm(_Form):
    """A course on one page."""

    title: _Text
    """Title for people."""
    timezone: str | None = None
    """Time zone of due dates that name none, such as Europe/Zurich."""
    install: str | None = Field(default=None, pattern=INSTALL)
    """What students hand to pip to get the kit: a requirement or an address; this release if left out."""
    exercises: list[ExerciseForm] = Field(min_length=1)
    """The exercises, in the order of the course."""
