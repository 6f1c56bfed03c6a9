"""Handed-in files as data: found, opened, unpacked and cut into cells, and never run.

Submissions are hostile. Nothing here compiles, imports or unpickles what they hold, follows a link,
opens a pipe or a device, or writes to disk; every size and every nesting has a limit; and what comes of
any bytes at all is a :class:`~autograder.model.Submission` or an
:class:`~autograder.errors.UnreadableSubmission` with its reason. The percent format and the notebook are
read with a few lines of our own, since YAML and notebook libraries can be driven to exhaustion by a
file's header or a cell's options.

A grader of strangers' files reads each in a process of its own with limits (:class:`Reader`), so that what
nobody has thought of costs the file's author alone.

One thing cannot be told without compiling, and the worker tells it: a file of which not one cell
compiles is unreadable, too.

::

    names ─ find                 which files and folders are submissions
    names ─ files ─ archive ───────────────────────┐
    lexing ─ magics ─ percent ─ record ─ notebook ─┴─ reading ─ apart
"""

from __future__ import annotations

from autograder.submission.apart import Reader
from autograder.submission.find import Handed, find_submissions
from autograder.submission.names import safe_name, safe_names, shown, student_of
from autograder.submission.reading import read_submission

__all__ = [
    "Handed",
    "Reader",
    "find_submissions",
    "read_submission",
    "safe_name",
    "safe_names",
    "shown",
    "student_of",
]
