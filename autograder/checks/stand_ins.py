"""Error carried forward: judging what builds on an earlier part of a submission where that part is wrong.

A mistake is paid for once. So a function is judged with the submission's own earlier parts first, and if that
fails, once more with right ones in the place of those that are wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from autograder.checks.expect import expect_function
from autograder.checks.student import Remote, Student, aside, call_and_keep, library, machinery
from autograder.errors import StudentFailure, StudentRaised, WorkerLost

__all__ = ["carry_forward", "passes", "stand_ins"]


def passes(judge: Callable[..., object], *args: object) -> bool:
    """Say whether a judge finds nothing wrong.

    Args:
        judge: Raises StudentFailure for what is wrong.
        args: What it is called with.

    Raises:
        WorkerLost: The worker was lost meanwhile.
    """
    try:
        judge(*args)
    except WorkerLost:
        raise
    except StudentFailure:
        return False
    return True


def carry_forward(student: Student, own: Callable[[], object], *others: Callable[[], bool]) -> None:
    """Judge with the submission's own earlier parts, and if that fails, with stand-ins for wrong ones.

    Args:
        student: The submission.
        own: Judges with the submission's own parts.
        others: Each judges with stand-ins, raising if the answer is wrong all the same, and returns whether
            it has judged; not if the parts that it stands in for are right.

    Raises:
        StudentFailure: The answer is wrong with its own parts, and with each set of stand-ins; what is
            raised is what failed with its own.
    """
    try:
        own()
    except WorkerLost:
        raise
    except StudentFailure as failure:
        if not any(_judged(student, other) for other in others):
            raise failure from None


def _judged(student: Student, judge: Callable[[], bool]) -> bool:
    """Say whether the answer was judged, and is right; what is asked stays out of the feedback."""
    try:
        with aside(student):
            return judge()
    except WorkerLost:
        raise
    except StudentFailure:
        return False


@contextmanager
def stand_ins(student: Student, function: str, /, **parts: object) -> Iterator[None]:
    """Have a function of the submission find other things by these names, for a while.

    Args:
        student: The submission.
        function: Name of the function that builds on them.
        parts: What it finds instead, by name; values or remotes.
    """
    if not parts:
        yield
        return
    put_back: list[Callable[[], object]] = []
    with aside(student), suppress(StudentRaised):
        _put_in(student, function, parts, put_back)
    try:
        yield
    finally:
        with aside(student), suppress(StudentFailure):
            for back in put_back:
                back()


@machinery
def _put_in(
    student: Student, function: str, parts: dict[str, object], put_back: list[Callable[[], object]]
) -> None:
    """Put the parts where the function looks for names, and note how to undo each."""
    operator = library(student, "operator")
    names = _names_of(student, function)
    for name, part in parts.items():
        if operator.contains(names, name) is True:
            before = call_and_keep(operator.getitem, names, name)
            put_back.append(partial(operator.setitem, names, name, before))
        else:
            put_back.append(partial(operator.delitem, names, name))
        operator.setitem(names, name, part)


def _names_of(student: Student, function: str) -> Remote:
    """Return the global names of a function, also of a decorated one, a callable object or a partial.

    Raises:
        StudentRaised: It has none.
    """
    attrgetter = library(student, "operator").attrgetter
    plain = call_and_keep(library(student, "inspect").unwrap, expect_function(student, function))
    for path in ("__globals__", "__call__.__globals__"):
        with suppress(StudentRaised):
            return call_and_keep(call_and_keep(attrgetter, path), plain)
    return call_and_keep(call_and_keep(attrgetter, "func.__globals__"), plain)
