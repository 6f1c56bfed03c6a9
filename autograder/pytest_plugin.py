"""``pytest --submission FILE solutions/NAME``: each check of the exercise as a test.

Without ``--submission`` the plugin does nothing, in this project and in any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.grading import Examination
    from autograder.model import Check, Outcome

__all__ = [
    "CheckFile",
    "CheckItem",
    "pytest_addoption",
    "pytest_collect_file",
    "pytest_configure",
    "pytest_unconfigure",
]

_FILES = ("public_checks.py", "hidden_checks.py")
_OPEN: pytest.StashKey[dict[Path, Any]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("autograder")
    group.addoption("--submission", metavar="FILE", help="run an exercise's checks on this submission")
    group.addoption(
        "--sandbox",
        metavar="NAME",
        default="process",
        help="where the submission runs: process or spawned (contain accidents only), bubblewrap or user",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Look at the submission before anything is collected."""
    path = config.getoption("--submission")
    if path:
        from autograder.errors import AutograderError
        from autograder.submission import read_submission

        try:
            read_submission(Path(path), exercise=Path(path).stem)
        except AutograderError as error:
            raise pytest.UsageError(str(error)) from error


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect an exercise's checks if a submission is given."""
    if file_path.name in _FILES and parent.config.getoption("--submission"):
        collector: pytest.Collector = CheckFile.from_parent(parent, path=file_path)
        return collector
    return None


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the workers and the sandboxes."""
    for examined in config.stash.get(_OPEN, {}).values():
        examined.close()


class CheckFile(pytest.File):
    """A module of checks."""

    def collect(self) -> Iterator[CheckItem]:
        """Yield an item for each check of the module."""
        examined = _examined(self.config, self.path.parent)
        for question in examined.questions:
            for check in question.checks:
                if (check.name in question.hidden) == (self.path.name == _FILES[1]):
                    name = f"{check.question}: {check.title}"
                    yield CheckItem.from_parent(self, name=name, check=check, examined=examined)


class CheckItem(pytest.Item):
    """A check, with its title as its name."""

    def __init__(self, *, check: Check, examined: _Examined, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._check = check
        self._examined = examined
        self.extra_keyword_matches.update({check.name, check.question})

    def runtest(self) -> None:
        """Run the check; its premises run before it, whether they are selected or not."""
        from autograder.model import Status

        outcome = self._examined.outcome(self._check)
        if outcome.status is Status.SKIPPED:
            pytest.skip(outcome.message)
        if outcome.status is not Status.PASSED:
            raise _NotPassed(outcome.message)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return the feedback alone: frames of the kit help nobody."""
        if isinstance(excinfo.value, _NotPassed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the check stands, and its name."""
        return self.path, self._check.function.__code__.co_firstlineno - 1, self.name


class _NotPassed(Exception):
    """A check did not pass; the text is the feedback."""


class _Examined:
    """The submission under examination and the sandbox that it runs in, opened with the first check."""

    def __init__(self, config: pytest.Config, folder: Path) -> None:
        from autograder.catalogue import load_questions
        from autograder.course import find_course, read_course
        from autograder.errors import UsageError
        from autograder.submission import read_submission

        course = find_course(folder)
        exercise = course and read_course(course).exercise(folder.name)
        if not course or not exercise:
            raise UsageError(f"{folder}: no exercise of a course.yml above it")
        self._config = config
        self._exercise = exercise
        self._data = course.parent / "exercises" / exercise.name / "data"
        self.questions = load_questions(folder, exercise)
        self._submission = read_submission(Path(config.getoption("--submission")), exercise=exercise.name)
        self._sandbox: Any = None
        self._examination: Examination | None = None

    def outcome(self, check: Check) -> Outcome:
        """Return how a check ended."""
        if self._examination is None:
            from autograder.grading import Examination, Grading
            from autograder.sandbox import open_sandbox

            data = self._data if self._data.is_dir() else None
            self._sandbox = open_sandbox(self._config.getoption("--sandbox"), data)
            self._sandbox.__enter__()
            grading = Grading(self._exercise, self.questions)
            self._examination = Examination(self._submission, grading, self._sandbox)
        return self._examination.outcome(check)

    def close(self) -> None:
        """End the worker and the sandbox."""
        if self._examination is not None:
            self._examination.__exit__(None, None, None)
            self._sandbox.__exit__(None, None, None)


def _examined(config: pytest.Config, folder: Path) -> _Examined:
    from autograder.errors import AutograderError

    known = config.stash.setdefault(_OPEN, {})
    if folder not in known:
        try:
            known[folder] = _Examined(config, folder)
        except AutograderError as error:
            raise pytest.Collector.CollectError(str(error)) from None
    examined: _Examined = known[folder]
    return examined
