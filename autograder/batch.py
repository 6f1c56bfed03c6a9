"""Many submissions: read, grade and write each, several at a time; no one of them disturbs another."""

from __future__ import annotations

import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from autograder.atomic import replace_file
from autograder.errors import GraderFault, UnreadableSubmission, UsageError
from autograder.feedback import clean
from autograder.grading import Grading, grade
from autograder.model import CellError, Result, SubmissionStatus
from autograder.reports import gradebook_csv, result_json
from autograder.sandbox import Sandbox
from autograder.submission import Handed, read_submission, safe_names

__all__ = ["folders", "grade_all", "grade_one", "writable_folder", "write_gradebook", "write_result"]


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
    with ThreadPoolExecutor(jobs, thread_name_prefix="grade") as pool:
        for index, result in _as_they_end(pool, handed, grading, sandbox, jobs):
            results[index] = result
            done(result)
    return [results[index] for index in range(len(handed))]


def _as_they_end(
    pool: ThreadPoolExecutor, handed: Sequence[Handed], grading: Grading, sandbox: Sandbox, jobs: int
) -> Iterator[tuple[int, Result]]:
    """Keep a few submissions more than there are threads in the pool, so that a million need no memory."""
    waiting = iter(enumerate(handed))
    running: dict[Future[Result], int] = {}
    while True:
        while len(running) < 2 * jobs and (following := next(waiting, None)):
            index, one = following
            running[pool.submit(grade_one, one, grading, sandbox)] = index
        if not running:
            return
        ended, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in ended:
            yield running.pop(future), future.result()


def grade_one(handed: Handed, grading: Grading, sandbox: Sandbox) -> Result:
    """Return the result of one submission, whatever goes wrong with it."""
    started = time.monotonic()

    def without_mark(status: SubmissionStatus, reason: str) -> Result:
        return Result(
            submission=handed.name,
            student=handed.student,
            exercise=grading.exercise.name,
            status=status,
            questions=grading.questions,
            errors=(CellError(None, None, clean(reason, 4_000)),),
            seconds=time.monotonic() - started,
        )

    try:
        return grade(read_submission(handed.path, exercise=grading.exercise.name), grading, sandbox)
    except UnreadableSubmission as error:
        return without_mark(SubmissionStatus.UNREADABLE, str(error))
    except GraderFault as error:
        return without_mark(SubmissionStatus.GRADER_ERROR, str(error))
    # The boundary of one submission: a fault of ours costs this one its mark and no other.
    except Exception:
        return without_mark(SubmissionStatus.GRADER_ERROR, traceback.format_exc(limit=-4))


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


def write_gradebook(results: Sequence[Result], grading: Grading, out: Path) -> Path:
    """Write ``gradebook.csv``, whole or not at all, and return its path.

    Raises:
        GraderFault: It cannot be written.
    """
    path = out / "gradebook.csv"
    _write(path, gradebook_csv(results, grading.questions))
    return path


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        # Whoever could have laid a link here must not choose what is written to.
        replace_file(path, text.encode(), follow=False)
    except OSError as error:
        raise GraderFault(f"cannot write {path}: {error.strerror or error}") from error
