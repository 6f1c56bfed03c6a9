"""Many submissions: read, grade and write each, several at a time; no one of them disturbs another."""

from __future__ import annotations

import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Final, Protocol

from autograder.atomic import replace_file
from autograder.errors import GraderFault, SandboxLost, UnreadableSubmission, UsageError
from autograder.feedback import clean
from autograder.grading import Grading, grade
from autograder.model import CellError, Result, Submission, SubmissionStatus
from autograder.reports import gradebook_csv, result_json
from autograder.sandbox import Sandbox
from autograder.submission import Handed, Reader, read_submission, safe_names
from autograder.submission.names import ENDINGS, ending_of

__all__ = [
    "folders",
    "grade_all",
    "grade_one",
    "holds_results",
    "writable_folder",
    "write_gradebook",
    "write_result",
]

_GRADEBOOK: Final = "gradebook.csv"
_TRIES: Final = 4
"""So often a submission whose sandbox is lost is graded alone before it gets no mark."""


class _Read(Protocol):
    """Reads what one student handed in, as ``read_submission`` does."""

    def __call__(self, path: Path, *, exercise: str) -> Submission: ...


def grade_all(
    handed: Sequence[Handed], grading: Grading, sandbox: Sandbox, *, jobs: int, done: Callable[[Result], None]
) -> list[Result]:
    """Grade submissions, ``jobs`` at a time, and return their results in the given order.

    Args:
        handed: What was handed in.
        grading: The exercise with its checks.
        sandbox: Where the submissions run.
        jobs: How many run at the same time.
        done: Called with each result as soon as it is there, in this thread.
    """
    results: dict[int, Result] = {}
    again: list[int] = []
    with Reader() as reader, ThreadPoolExecutor(jobs, thread_name_prefix="grade") as pool:
        for index, result in _as_they_end(pool, handed, grading, sandbox, jobs, reader.read):
            if result is None:
                again.append(index)
                continue
            results[index] = result
            done(result)
        # Each alone, so that one that ends its sandbox whenever it runs costs no other its mark.
        for index in again:
            results[index] = pool.submit(grade_one, handed[index], grading, sandbox, reader.read).result()
            done(results[index])
    return [results[index] for index in range(len(handed))]


def _as_they_end(
    pool: ThreadPoolExecutor,
    handed: Sequence[Handed],
    grading: Grading,
    sandbox: Sandbox,
    jobs: int,
    read: _Read,
) -> Iterator[tuple[int, Result | None]]:
    """Keep a few submissions more than there are threads in the pool, so that a million need no memory."""
    waiting = iter(enumerate(handed))
    running: dict[Future[Result | None], int] = {}
    while True:
        while len(running) < 2 * jobs and (following := next(waiting, None)):
            index, one = following
            running[pool.submit(_grade_once, one, grading, sandbox, read)] = index
        if not running:
            return
        ended, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in ended:
            yield running.pop(future), future.result()


def _grade_once(handed: Handed, grading: Grading, sandbox: Sandbox, read: _Read) -> Result | None:
    """Return the result of one submission, or None if its sandbox was lost."""
    try:
        return _graded(handed, grading, sandbox, read)
    except SandboxLost:
        return None


def grade_one(handed: Handed, grading: Grading, sandbox: Sandbox, read: _Read = read_submission) -> Result:
    """Return the result of one submission, whatever goes wrong with it or its sandbox."""
    started = time.monotonic()
    lost: SandboxLost | None = None
    for _ in range(_TRIES):
        try:
            return _graded(handed, grading, sandbox, read)
        except SandboxLost as error:
            lost = error
    return _without_mark(handed, grading, SubmissionStatus.GRADER_ERROR, str(lost), started)


def _graded(handed: Handed, grading: Grading, sandbox: Sandbox, read: _Read) -> Result:
    """Return the result of one submission.

    Raises:
        SandboxLost: A process of the sandbox was ended from outside.
    """
    started = time.monotonic()
    try:
        return grade(read(handed.path, exercise=grading.exercise.name), grading, sandbox)
    except UnreadableSubmission as error:
        return _without_mark(handed, grading, SubmissionStatus.UNREADABLE, str(error), started)
    except SandboxLost:
        raise
    except GraderFault as error:
        return _without_mark(handed, grading, SubmissionStatus.GRADER_ERROR, str(error), started)
    # The boundary of one submission: a fault of ours costs this one its mark and no other.
    except Exception:
        trace = traceback.format_exc(limit=-4)
        return _without_mark(handed, grading, SubmissionStatus.GRADER_ERROR, trace, started)


def _without_mark(
    handed: Handed, grading: Grading, status: SubmissionStatus, reason: str, started: float
) -> Result:
    return Result(
        submission=handed.name,
        student=handed.student,
        exercise=grading.exercise.name,
        status=status,
        questions=grading.questions,
        errors=(CellError(None, None, clean(reason, 4_000)),),
        seconds=time.monotonic() - started,
    )


def folders(handed: Iterable[Handed]) -> Mapping[str, str]:
    """Return the name of the results folder for each submission's name."""
    return safe_names(one.name for one in handed)


def writable_folder(out: Path) -> Path:
    """Return the folder, made if need be, once a file could be written to it.

    Raises:
        UsageError: It cannot be made or written to.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            return out
    except OSError as error:
        raise UsageError(f"cannot write to {out}: {error.strerror or error}") from error


def write_result(result: Result, folder: Path) -> None:
    """Write ``result.json`` into the submission's folder, whole or not at all.

    Raises:
        GraderFault: It cannot be written.
    """
    _write(folder / "result.json", result_json(result))


def holds_results(path: Path, out: Path) -> bool:
    """Say whether a folder among what was handed in is no student's, but holds results of grading.

    Args:
        path: The folder, or a file.
        out: Where results are written now, resolved.
    """
    path = path.resolve()
    if not path.is_dir():
        return False
    if path == out:
        return True
    files = {one.name for one in path.iterdir() if one.is_file()}
    if any(ending_of(name) in ENDINGS for name in files):
        return False  # somebody's work, whatever else lies there
    return _GRADEBOOK in files or _leads_only_to(out, path)


def _leads_only_to(out: Path, folder: Path) -> bool:
    """Say whether there is nothing in a folder but the way to the results."""
    while folder != out and folder in out.parents:
        entries = list(folder.iterdir())
        if len(entries) != 1:
            return False
        folder = entries[0]
    return folder == out


def write_gradebook(results: Sequence[Result], grading: Grading, out: Path) -> Path:
    """Write ``gradebook.csv``, whole or not at all, and return its path.

    Raises:
        GraderFault: It cannot be written.
    """
    path = out / _GRADEBOOK
    # Without the mark at its beginning, Excel takes the file's text for that of an old Windows.
    _write(path, "\N{ZERO WIDTH NO-BREAK SPACE}" + gradebook_csv(results, grading.questions))
    return path


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        # Whoever could have laid a link here must not choose what is written to.
        replace_file(path, text.encode(), follow=False)
    except OSError as error:
        raise GraderFault(f"cannot write {path}: {error.strerror or error}") from error
