"""The nouns of the kit as frozen data: no file is read and no process started here."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from autograder.picture import Picture

__all__ = [
    "IN_A_CELL",
    "Cell",
    "CellError",
    "Check",
    "Course",
    "Exercise",
    "Feedback",
    "Form",
    "Limits",
    "Measure",
    "Misconception",
    "Outcome",
    "Places",
    "Question",
    "QuestionScore",
    "Result",
    "Side",
    "Status",
    "Submission",
    "SubmissionStatus",
    "Variant",
    "checks_of",
    "link_of",
]


_PLACE = re.compile(r"(?P<text>[^<>]*?)\s*<(?P<address>https?://[^\s<>]+)>")
_ADDRESS = re.compile(r"https?://[^\s<>]+")


class Status(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    ERROR = "error"


class SubmissionStatus(StrEnum):
    """What became of a handed-in file."""

    GRADED = "graded"
    UNREADABLE = "unreadable"
    GRADER_ERROR = "grader_error"


class Side(StrEnum):
    """On which side of a threshold a right answer lies."""

    BELOW = "below"
    ABOVE = "above"


class Form(StrEnum):
    """What a handed-in file is cut by."""

    NOTEBOOK = "notebook"
    CELLS = "script with cells"
    STATEMENTS = "plain script"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use."""

    seconds: float = 20.0
    """CPU seconds for running the cells, and again for the answers to each question; by the clock at least
    twice as long, and longer on a busy machine."""
    total_seconds: float = 180.0
    """The same for the whole submission."""
    cpu_seconds: float = 180.0
    """CPU seconds for the whole submission, all its processes together."""
    memory_mb: int = 2048
    """MiB of private memory, all its processes together."""
    processes: int = 64
    """Processes and threads at the same time."""
    output_kb: int = 1024
    """KiB printed; what is beyond is dropped, and beyond 64 times that the worker is ended."""
    disk_mb: int = 64
    """MiB of files in its scratch folder."""
    answer_mb: int = 64
    """MiB of one answer on the wire."""
    answer_depth: int = 32
    """Nesting of one answer."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise as `course.yml` describes it."""

    name: str
    """Name of its folders and files, such as ``02_line``."""
    title: str
    """Title for people."""
    points: float
    """Points of all its checks together."""
    due: datetime.datetime | None = None
    """When it is due, with its time zone, or None."""
    limits: Limits = field(default_factory=Limits)
    """What one submission may use."""
    thresholds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Named numbers that its checks compare with."""


@dataclass(frozen=True, slots=True)
class Course:
    """A course: its title and its exercises, in order."""

    title: str
    """Title for people."""
    exercises: tuple[Exercise, ...]
    """The exercises in the order of the course."""
    install: str = ""
    """What students hand to pip to get the kit, or empty for the release with which they are packed."""

    def exercise(self, name: str) -> Exercise | None:
        """Return the exercise of that name, or None."""
        return next((exercise for exercise in self.exercises if exercise.name == name), None)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a plain function with a title that the student reads.

    ``function`` receives by name what it asks for: ``student``, ``rng`` (a
    ``numpy.random.Generator``) and ``thresholds`` (a mapping of name to float).
    """

    name: str
    """Name of the function, unique in its exercise."""
    title: str
    """What the student reads, such as "averages the squared errors"."""
    question: str
    """Name of the question that it belongs to."""
    points: float
    """Points that it earns when passed."""
    function: Callable[..., None]
    """Raises a student's failure, or returns when all is well."""
    after: tuple[Check, ...] = ()
    """What it builds on: without a check of its own question that passed it is not run; where one of another
    question did not pass, it is run, and counts only if it passes."""
    read: str = ""
    """Where the student can read about it: ``text <https://…>``, an address, or a text."""
    repeats: int = 0
    """How many fresh draws must fail as well before a failure counts."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of an exercise with its checks, in order."""

    name: str
    """Name of the question, as in the tag ``question-NAME`` of its cell."""
    checks: tuple[Check, ...]
    """Public checks first, then hidden ones."""
    hidden: frozenset[str] = frozenset()
    """Names of those checks that only graders run."""

    @property
    def max_score(self) -> float:
        """Points of all its checks together."""
        return sum(check.points for check in self.checks)


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong answer, with what the kit must say to it."""

    name: str
    """Name of the mistake, unique in its exercise."""
    fails: str
    """Name of the check that it must fail."""
    says: str
    """Text that the feedback of that check must hold."""
    code: str
    """Python source that replaces the solution's definitions of the same names."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A right answer written another way, which must pass every check."""

    name: str
    """Name of the variant, unique in its exercise."""
    code: str
    """Python source that replaces the solution's definitions of the same names."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell of a submission, ready to compile."""

    index: int
    """Number of the cell, from 1, counting every cell of the file."""
    line: int
    """Line of the cell's first line: in the file for .py, in the cell's own source (1) for .ipynb."""
    source: str
    """Python source; left-out lines are blank, so that line numbers hold."""
    question: str = ""
    """Name of the question that its tag gives it, or empty."""


@dataclass(frozen=True, slots=True)
class Places:
    """Says where something stands: by cell and the cell's own line, as both halves of a pair count them."""

    form: Form = Form.NOTEBOOK
    """What the file is cut by; only a plain script has no cells to be told."""
    first_lines: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))
    """Of a script, the line in the file of each cell's first line, by the cell's number."""

    def told(self, cell: int | None, *lines: int | None) -> str:
        """Return where lines of one cell stand, in words; empty if that is not known.

        Args:
            cell: Number of the cell, or None.
            lines: Its lines, counted as in :attr:`Cell.line`.
        """
        known = sorted({line for line in lines if line is not None})
        if not known:
            return ""
        if self.form is Form.STATEMENTS:
            return _lines(known)
        if cell is None:
            return f"{_lines(known)} of its cell"
        first = self.first_lines.get(cell, 1)
        own = f"cell {cell}, {_lines([line - first + 1 for line in known])}"
        return own if self.form is Form.NOTEBOOK else f"{own}; {_lines(known)} of the script"


IN_A_CELL: Final = Places()
"""Where nothing is known of the file: lines are those of a notebook's cells."""


def _lines(numbers: Sequence[int]) -> str:
    return f"line {numbers[0]}" if len(numbers) == 1 else f"lines {', '.join(map(str, numbers))}"


@dataclass(frozen=True, slots=True)
class Submission:
    """A handed-in file, read but not run."""

    name: str
    """Name of the file or folder as handed in."""
    student: str
    """What stands before the name's ending."""
    cells: tuple[Cell, ...]
    """Code cells in order."""
    digest: bytes
    """SHA-256 of the bytes that were read, 32 bytes."""
    source: str
    """Name of the file that was read (inside the folder or zip, if it was one)."""
    notes: tuple[str, ...] = ()
    """What was passed over and why, for the instructor."""
    aside: tuple[Cell, ...] = ()
    """Code cells that graders skip, in order; what others need of them is run all the same."""
    form: Form = Form.NOTEBOOK
    """What the file is cut by."""
    left_out: tuple[tuple[int, str], ...] = ()
    """Cell and text of some lines that only IPython understands, without which the file is run."""

    @property
    def places(self) -> Places:
        """How to say where something stands in it."""
        if self.form is Form.NOTEBOOK:
            return Places()
        return Places(self.form, {cell.index: cell.line for cell in (*self.cells, *self.aside)})


@dataclass(frozen=True, slots=True)
class CellError:
    """Something that went wrong in a cell, or (cell None) with the file as a whole."""

    cell: int | None
    """Number of the cell, from 1."""
    line: int | None
    """Line, counted as in :attr:`Cell.line`."""
    text: str
    """What happened, in one paragraph."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a student is told about a check that did not pass."""

    problem: str
    """What is wrong, in one sentence."""
    called: str = ""
    """The call that was made."""
    returned: str = ""
    """What came back."""
    expected: str = ""
    """What was expected."""
    cause: str = ""
    """The probable cause: the named mistake."""
    read: str = ""
    """Where to read about it: ``text <https://…>``, an address, or a text."""
    picture: Picture | None = None
    """What came back beside what was expected, where curves say more than numbers; of public checks only."""

    @property
    def link(self) -> tuple[str, str]:
        """Text and address of where to read; the address is empty if there is none."""
        return link_of(self.read)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Label and text of each part that there is, in the order of reading."""
        parts = (
            ("called", self.called),
            ("returned", self.returned),
            ("expected", self.expected),
            ("probable cause", self.cause),
            ("where to read", self.read),
        )
        return tuple((label, text) for label, text in parts if text)

    @property
    def text(self) -> str:
        """The whole as plain text, one part a line."""
        return "\n".join((self.problem, *(f"{label}: {text}" for label, text in self.lines)))


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that a check measured against a named threshold."""

    threshold: str
    """Name of the threshold in ``course.yml``."""
    value: float
    """What was measured; of several numbers the worst."""
    limit: float
    """The threshold's value."""
    side: Side
    """On which side of it a right answer lies."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended for one submission."""

    check: Check
    """The check."""
    status: Status
    """How it ended."""
    feedback: Feedback | None = None
    """What the student may read; None when passed."""
    hidden: bool = False
    """Whether only graders run the check."""
    seconds: float = 0.0
    """Wall-clock seconds that it took."""
    tries: int = 1
    """On how many draws it was tried; 0 when skipped."""
    measures: tuple[Measure, ...] = ()
    """What it measured against named thresholds; not for students."""
    remarks: tuple[str, ...] = ()
    """What the student is told beside a passed check: it costs nothing. None of a hidden check."""

    @property
    def score(self) -> float:
        """Points earned."""
        return self.check.points if self.status is Status.PASSED else 0.0

    @property
    def message(self) -> str:
        """The feedback as text; empty when passed."""
        return self.feedback.text if self.feedback else ""


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """Points of one question for one submission."""

    name: str
    """Name of the question."""
    score: float
    """Points earned."""
    max_score: float
    """Points that there are."""


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that grading one submission produced."""

    submission: str
    """Name of the file or folder as handed in."""
    student: str
    """What stands before the name's ending."""
    exercise: str
    """Name of the exercise."""
    status: SubmissionStatus
    """Graded, unreadable, or a fault of the grader."""
    questions: tuple[Question, ...]
    """The exercise's questions."""
    outcomes: tuple[Outcome, ...] = ()
    """One a check, in order; empty unless graded."""
    errors: tuple[CellError, ...] = ()
    """Errors of cells, the reason of an unreadable file, or the grader's fault."""
    seconds: float = 0.0
    """Wall-clock seconds that grading took."""
    source: str = ""
    """Name of the file that was read, within the folder or zip; empty if none was."""
    notes: tuple[str, ...] = ()
    """Which half of a pair was read and why, and what was passed over."""
    places: Places = field(default_factory=Places)
    """How to say where something stands in what was read."""

    @property
    def score(self) -> float | None:
        """Points earned, or None where there is no mark."""
        if self.status is not SubmissionStatus.GRADED:
            return None
        return _rounded(sum(outcome.score for outcome in self.outcomes))

    @property
    def max_score(self) -> float:
        """Points that the exercise has."""
        return _rounded(sum(question.max_score for question in self.questions))

    @property
    def question_scores(self) -> tuple[QuestionScore, ...]:
        """Points by question; empty where there is no mark."""
        if self.status is not SubmissionStatus.GRADED:
            return ()
        return tuple(
            QuestionScore(
                question.name,
                _rounded(sum(o.score for o in self.outcomes if o.check.question == question.name)),
                _rounded(question.max_score),
            )
            for question in self.questions
        )


def _rounded(points: float) -> float:
    """Return points without the dust of floating-point sums."""
    return round(float(points), 6)


def checks_of(questions: tuple[Question, ...]) -> tuple[Check, ...]:
    """Return all checks of the questions, in order."""
    return tuple(check for question in questions for check in question.checks)


def link_of(read: str) -> tuple[str, str]:
    """Return text and address of a place to read, such as ``text <https://…>``; no address is empty."""
    if found := _PLACE.fullmatch(read):
        return found["text"] or found["address"], found["address"]
    return read, read if _ADDRESS.fullmatch(read) else ""
