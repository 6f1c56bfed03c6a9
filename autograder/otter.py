"""``from autograder import otter``: Otter's notebook with this kit's feedback.

:class:`Notebook` is used like ``otter.Notebook``. It runs the same checks in the same process; what it does
better is said to students: each failure is told in words (none of the test's source and no frame of ours), an
unfinished stub is called that, a check that takes long shows how far it is, and a missing file, a folder
that cannot be written or an interrupt is no traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import otter
from IPython.core.getipython import get_ipython
from IPython.display import DisplayHandle, display

from autograder.catalogue import load_built_questions
from autograder.errors import AutograderError, UsageError, did_you_mean
from autograder.model import Outcome, Question
from autograder.notebook import Bench
from autograder.reports.question_page import (
    message_html,
    progress_html,
    question_html,
    question_text,
    summary_html,
    summary_text,
)

__all__ = ["Notebook", "Shown", "notebook_file"]

_OURS = "This check failed itself, which is no fault of yours. Please tell your instructor:\n"


class Shown:
    """Something for the student to read: HTML in a notebook, text elsewhere."""

    def __init__(self, html: str, text: str, outcomes: Mapping[str, Sequence[Outcome]] | None = None) -> None:
        """Keep both forms.

        Args:
            html: For a notebook.
            text: For everywhere else.
            outcomes: How checks ended, by question.
        """
        self.outcomes = dict(outcomes or {})
        self._html = html
        self._text = text
        self._is_there = False

    def show(self, place: DisplayHandle | None) -> Shown:
        """Show it now, in the place of the progress; where no notebook is, print it."""
        if place is None:
            print(self._text)
        else:
            _put(place, self._bundle())
            self._is_there = True
        return self

    def __repr__(self) -> str:
        return self._text

    def _ipython_display_(self) -> None:
        """Show it as the value of a cell, unless that cell shows it already."""
        if not self._is_there:
            display(self._bundle(), raw=True)  # type: ignore[no-untyped-call]
        self._is_there = False

    def _bundle(self) -> dict[str, str]:
        return {"text/html": self._html, "text/plain": self._text}


class Notebook(otter.Notebook):  # type: ignore[misc]
    """The student's notebook, with the checks beside it."""

    def __init__(
        self, nb_path: str | None = None, tests_dir: str = "./tests", tests_url_prefix: str | None = None
    ) -> None:
        """Look around; nothing is read yet and nothing written.

        Args:
            nb_path: Name of the notebook's file, for :meth:`export`.
            tests_dir: Folder of the checks.
            tests_url_prefix: As in Otter; not used here.
        """
        if type(self)._grading_mode:
            super().__init__(nb_path, tests_dir, tests_url_prefix)
            return
        self._named = nb_path
        self._tests_dir = tests_dir
        # What TensorFlow says of graphics cards in red, when it starts, worries people for nothing.
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

    def check(self, question: str, global_env: dict[str, Any] | None = None) -> Any:
        """Run the checks of a question over the notebook's names and show how they ended.

        Args:
            question: The question.
            global_env: The names; those of the caller if left out.
        """
        env = sys._getframe(1).f_globals if global_env is None else global_env
        if type(self)._grading_mode:
            return super().check(question, env)
        return self._guarded(lambda place: self._checked(question, env, place))

    def check_all(self) -> Any:
        """Run the checks of all questions over the notebook's names and show how they ended."""
        env = sys._getframe(1).f_globals
        return self._guarded(lambda place: self._all_checked(env, place))

    def _guarded(self, work: Callable[[DisplayHandle | None], Shown]) -> Shown:
        """Return what came of the work; of what goes wrong, students read words."""
        place = display({}, display_id=True, raw=True) if get_ipython() else None  # type: ignore[no-untyped-call]
        try:
            shown = work(place)
        except KeyboardInterrupt:
            shown = _message("Stopped. Nothing is lost; run the cell again when you like.")
        except AutograderError as error:
            shown = _message(str(error))
        # The boundary to the student: a check that breaks is our fault, and its frames help nobody there.
        except Exception as error:
            shown = _message(f"{_OURS}{type(error).__name__}: {error}")
        return shown.show(place)

    def _checked(self, question: str, env: dict[str, Any], place: DisplayHandle | None) -> Shown:
        questions, bench = self._questions(env)
        names = [one.name for one in questions]
        found = next((one for one in questions if one.name == question), None)
        if found is None:
            return _message(f"There is no question {question!r} here{did_you_mean(question, names)}")
        outcomes = _outcomes(found, bench, env, place)
        return Shown(
            question_html(question, outcomes), question_text(question, outcomes), {question: outcomes}
        )

    def _all_checked(self, env: dict[str, Any], place: DisplayHandle | None) -> Shown:
        questions, bench = self._questions(env)
        found = {one.name: _outcomes(one, bench, env, place) for one in questions}
        return Shown(summary_html(found), summary_text(found), found)

    def _questions(self, env: Mapping[str, Any]) -> tuple[tuple[Question, ...], Bench]:
        questions, thresholds = load_built_questions(self._tests(env))
        return questions, Bench(thresholds)

    def _tests(self, env: Mapping[str, Any]) -> Path:
        """Return the folder of the checks: beside the notebook, wherever the kernel was started."""
        found = notebook_file(self._named, env)
        folders = [Path(self._tests_dir), *([found.parent / self._tests_dir] if found else [])]
        for folder in folders:
            if any(folder.glob("*.py")):
                return folder
        raise UsageError(
            f"The checks are missing: no folder {folders[-1].resolve()}. "
            "Open the notebook in the folder that you were given, with everything that was in it."
        )


def _put(place: DisplayHandle, bundle: Mapping[str, str]) -> None:
    place.update(dict(bundle), raw=True)  # type: ignore[no-untyped-call]


def _outcomes(
    question: Question, bench: Bench, env: dict[str, Any], place: DisplayHandle | None
) -> tuple[Outcome, ...]:
    outcomes: list[Outcome] = []
    for number, check in enumerate(question.checks):
        if place is not None:
            now = progress_html(question.name, number, len(question.checks), check.title)
            _put(place, {"text/html": now, "text/plain": ""})
        outcomes.append(bench.outcome(check, env))
    return tuple(outcomes)


def notebook_file(named: str | None, env: Mapping[str, Any]) -> Path | None:
    """Return the file of the running notebook, or None.

    VS Code leaves its path among the notebook's names, Jupyter in the kernel's environment: so a file that
    was renamed is found as well.

    Args:
        named: The name that the notebook itself gives.
        env: The notebook's names.
    """
    told = (env.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME"), named)
    paths = [Path(name) for name in told if isinstance(name, str) and name.endswith(".ipynb")]
    # Jupyter counts from the folder that it was started in, the kernel from that of the notebook.
    paths += [Path(path.name) for path in paths]
    here = [*Path().glob("*.ipynb")]
    return next((path for path in (*paths, *(here if len(here) == 1 else ())) if path.is_file()), None)


def _message(text: str) -> Shown:
    return Shown(message_html(text), text)
