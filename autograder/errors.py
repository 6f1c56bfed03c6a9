"""Everything that can go wrong, as one tree.

::

    AutograderError
    ├── UsageError                 wrong words, paths or settings: the command ends with exit code 2
    │   ├── CourseError               course.yml, every problem in it at once
    │   ├── MasterError               a master or its checks, every problem at once
    │   └── SandboxUnavailable        this machine cannot confine submissions as asked
    ├── UnreadableSubmission       a handed-in file that is no exercise: no mark, and the reason
    │   ├── SeveralExercises          too many files could be the exercise: perhaps it is a whole class
    │   └── HalvesDiffer              both halves of a pair changed, and their author is there to be asked
    ├── Interrupted                nobody waits for the answer any more: no mark, and nothing to tell
    ├── WireError                  bytes that are no value, or a value that may not travel
    ├── GraderFault                our own fault: no mark, loud, exit code 3
    │   └── SandboxLost               what starts, guards or runs workers was ended from outside: try again
    └── StudentFailure             what a submission did, never what the grader did
        ├── CheckFailed               an answer is not what the check expects
        ├── NotDefined                the submission defines no such name
        ├── NotStarted                the stub is still in place
        ├── StudentRaised             the submission's code raised an exception
        └── WorkerLost                the worker had to be ended; the next check gets a fresh one
            ├── TimedOut                 no answer within the time limit
            ├── Crashed                  the process ended by itself
            ├── LimitExceeded            a limit on memory, output, processes or disk was hit
            └── BrokenProtocol           what came back was not an answer

A student's failure is data for the result; only :class:`GraderFault` and :class:`UsageError` reach
the exit code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

__all__ = [
    "AutograderError",
    "BrokenProtocol",
    "CheckFailed",
    "CourseError",
    "Crashed",
    "DoesNotCompile",
    "GraderFault",
    "HalvesDiffer",
    "Interrupted",
    "LimitExceeded",
    "MasterError",
    "NotDefined",
    "NotStarted",
    "SandboxLost",
    "SandboxUnavailable",
    "SeveralExercises",
    "StudentFailure",
    "StudentRaised",
    "TimedOut",
    "UnreadableSubmission",
    "UsageError",
    "WireError",
    "WorkerLost",
    "did_you_mean",
]


class AutograderError(Exception):
    """Root of every exception that the kit raises on purpose."""


class UsageError(AutograderError):
    """The command was used wrongly, or its surroundings are not as it needs them."""


class _ManyProblems(UsageError):
    """Problems found together, each a line such as ``course.yml:12: path: wanted, found``."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class CourseError(_ManyProblems):
    """``course.yml`` is not a course; ``problems`` has one clickable line a mistake."""


class MasterError(_ManyProblems):
    """A master exercise or its checks cannot be built; ``problems`` has one line a mistake."""


class SandboxUnavailable(UsageError):
    """The sandbox that was asked for does not work on this machine; says what to do."""


class UnreadableSubmission(AutograderError):
    """The handed-in file cannot be read as an exercise; the text is the reason, for people."""


class SeveralExercises(UnreadableSubmission):
    """What was handed in as one student's holds several files that could be the exercise.

    Attributes:
        count: How many.
    """

    def __init__(self, text: str, count: int) -> None:
        super().__init__(text)
        self.count = count


class HalvesDiffer(UnreadableSubmission):
    """Both halves of a pair changed since they last agreed; only their author knows which counts."""


class Interrupted(AutograderError):
    """Whoever asked wants no answer any more, as a newer version of the work is there."""


class WireError(AutograderError):
    """Bytes that do not decode, or a value that is too large, too deep or of a foreign type."""


class GraderFault(AutograderError):
    """A fault of the grader or of a check; the submission gets no mark from this run."""


class SandboxLost(GraderFault):
    """A process that starts, guards or runs a worker is gone, and the submission did not end it."""


class StudentFailure(AutograderError):
    """Base of everything that a submission did wrong."""


class CheckFailed(StudentFailure):
    """An answer is not what the check expects.

    Attributes:
        problem: One sentence for the student that needs no hidden value.
        returned: What came back, in words (may hold values; shown for public checks only).
        expected: What was expected, in words (shown for public checks only).
        cause: The named mistake, if the answer equals a known wrong one.
        answer: The answer object itself, to find the call that produced it.
        picture: Draws the answer beside what was expected (called for public checks only), or None.
        raised: The exception of the submission's code that is told in ``returned``, or None.
    """

    def __init__(
        self,
        problem: str,
        *,
        returned: str | None = None,
        expected: str | None = None,
        cause: str | None = None,
        answer: object = None,
        picture: Callable[[], object] | None = None,
        raised: StudentRaised | None = None,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.returned = returned
        self.expected = expected
        self.cause = cause
        self.answer = answer
        self.picture = picture
        self.raised = raised


class NotDefined(StudentFailure):
    """The submission defines no such name, or an object of its own has no such attribute."""

    def __init__(self, name: str) -> None:
        super().__init__(f"`{name}` is not defined.")
        self.name = name


class NotStarted(StudentFailure):
    """The function is still the stub: it raised ``NotImplementedError``.

    Attributes:
        cell: Number of the submission's cell where that stands, or None.
        line: Line in that cell's count (see ``model.Cell.line``), or None.
    """

    def __init__(self, text: str, *, cell: int | None = None, line: int | None = None) -> None:
        super().__init__(text)
        self.cell = cell
        self.line = line


class StudentRaised(StudentFailure):
    """The submission's code raised.

    Attributes:
        kind: Name of the exception's class, as the worker says it.
        text: The exception's text, cut and cleaned by the grader.
        cell: Number of the submission's cell where it was raised, or None.
        line: Line in that cell's count (see ``model.Cell.line``), or None.
        bases: Names of the classes that the exception's class is made from, as the worker says them.
    """

    def __init__(
        self,
        kind: str,
        text: str,
        *,
        cell: int | None = None,
        line: int | None = None,
        bases: tuple[str, ...] = (),
    ) -> None:
        super().__init__(f"{kind}: {text}" if text else kind)
        self.kind = kind
        self.bases = bases
        self.text = text
        self.cell = cell
        self.line = line


class DoesNotCompile(StudentRaised):
    """A cell is no Python, so that nothing of it could run."""


class WorkerLost(StudentFailure):
    """The worker is gone; whatever it held is gone with it."""


class TimedOut(WorkerLost):
    """No complete answer within the time limit."""


class Crashed(WorkerLost):
    """The worker's process ended without an answer."""


class LimitExceeded(WorkerLost):
    """A limit of the submission was hit; the text names it."""


class BrokenProtocol(WorkerLost):
    """The worker sent something that is not an answer to what was asked."""


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return the end of a message about a wrong name: the one that was probably meant, or all."""
    import difflib

    names = list(names)
    close = difflib.get_close_matches(name, names, n=1)
    return f": did you mean {close[0]!r}?" if close else f"; there is {', '.join(names)}"
