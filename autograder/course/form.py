"""The form of ``course.yml``: which keys there are, and of what kind and size each value is."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from autograder.model import Limits

__all__ = ["DUE", "NAME", "THRESHOLD", "CourseForm", "ExerciseForm", "LimitsForm"]

NAME = r"^[a-z0-9][a-z0-9_]{0,63}$"
"""Name of an exercise: it becomes that of folders, modules and files."""

THRESHOLD = r"^[a-z][a-z0-9_]{0,63}$"
"""Name of a threshold."""

DUE = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$"
"""Form of a due date."""

_USUAL = Limits()

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
    """Wall-clock seconds for running the cells, and again for the answers to each question."""
    total_seconds: _Seconds = _USUAL.total_seconds
    """Wall-clock seconds for the whole submission."""
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
    thresholds: dict[
        Annotated[str, Field(pattern=THRESHOLD)], Annotated[float, Field(allow_inf_nan=False)]
    ] = Field(default={}, json_schema_extra={"additionalProperties": False})
    """Named numbers that its checks compare with."""


class CourseForm(_Form):
    """A course on one page."""

    title: _Text
    """Title for people."""
    timezone: str | None = None
    """Time zone of due dates that name none, such as Europe/Zurich."""
    exercises: list[ExerciseForm] = Field(min_length=1)
    """The exercises, in the order of the course."""
