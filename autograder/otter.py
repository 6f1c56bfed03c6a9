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

from autograder.atomic import replace_file
from autograder.catalogue import load_built_questions
from autograder.desk import Hint, Progress, progress_file
from autograder.desk.hints import hint_text, hints_overview
from autograder.desk.notebook_file import cell_numbers, is_untouched, notebook_file, unsaved_questions
from autograder.desk.rehearsal import rehearsed, saved_differences
from autograder.errors import AutograderError, GraderFault, MasterError, UsageError, did_you_mean
from autograder.handout import HANDOUT_FILE, Handout, read_handout
from autograder.model import Outcome, Question, Status
from autograder.notebook import Bench
from autograder.reports.question_page import (
    message_html,
    progress_html,
    question_html,
    question_text,
    summary_html,
    summary_text,
)
from autograder.zipping import zip_bytes

__all__ = ["Notebook", "Shown"]

_AS_IT_IS = "You can hand in this zip as it is, or mend that, save, and run this cell again."
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
            _put(place, self.bundle)
            self._is_there = True
        return self

    def __repr__(self) -> str:
        return self._text

    def _ipython_display_(self) -> None:
        """Show it as the value of a cell, unless that cell shows it already."""
        if not self._is_there:
            display(self.bundle, raw=True)  # type: ignore[no-untyped-call]
        self._is_there = False

    @property
    def bundle(self) -> dict[str, str]:
        """Both forms, by their kind."""
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
        # One for as long as the kernel runs: it remembers also where nothing can be written.
        self._progress = Progress(progress_file(os.environ))
        self._passed: set[str] = set()
        self._asked: set[str] = set()
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

    def hint(self, question: str | None = None, *, again: bool = False) -> Any:
        """Show the next hint to a question, one step at a time; without one, which hints there are.

        Args:
            question: The question.
            again: Begin with the first hint again.
        """
        env = sys._getframe(1).f_globals
        if type(self)._grading_mode:
            return None
        return self._guarded(lambda _place: _message(self._hinted(env, question, again=again)))

    def export(self, nb_path: str | None = None, export_path: str | None = None, **words: Any) -> Any:
        """Pack the notebook, as it is on disk, into a zip to hand in, and say where that is.

        Args:
            nb_path: The notebook's file, if it cannot be found.
            export_path: The zip; ``NAME-submission.zip`` beside the notebook if left out.
            words: Otter's further words, such as ``pdf``; a grader needs none of what they add.
        """
        env = sys._getframe(1).f_globals
        if type(self)._grading_mode:
            return None
        return self._guarded(lambda place: self._exported(env, nb_path, export_path, place))

    def _exported(
        self,
        env: Mapping[str, Any],
        nb_path: str | None,
        export_path: str | None,
        place: DisplayHandle | None,
    ) -> Shown:
        path = Path(nb_path) if nb_path else notebook_file(self._named, env, os.environ)
        if path is None or not path.is_file():
            named = f"The notebook {path or self._named or ''}".strip()
            raise UsageError(
                f'{named} cannot be found on disk: save it, or name its file: grader.export("NAME.ipynb")'
            )
        handout = read_handout(path.parent)
        name = handout.exercise.name if handout else Path(self._named or path).stem
        target = Path(export_path) if export_path else path.with_name(f"{name}-submission.zip")
        try:
            stale = unsaved_questions(path, _history(env))
            if is_untouched(path):
                raise UsageError(_nothing_to_pack(path, stale))
            replace_file(target, zip_bytes({f"{name}.ipynb": path.read_bytes()}))
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(
                f"{target}: cannot be written: {reason}. Nothing is lost; name another place: "
                f'grader.export(export_path="…/{target.name}")'
            ) from error
        text = _export_text(path, target, stale)
        if stale:
            return _message(text)
        text = "\n! ".join((text, *self._differences(env)))
        if place is not None:
            _put(place, _message(f"{text}\nTrying it out as graders run it …").bundle)
        text = f"{text}\n{self._tried(env, target)}"
        return _message(f"{text}\n{_AS_IT_IS if '! ' in text else 'Hand in this zip.'}")

    def _tried(self, env: Mapping[str, Any], target: Path) -> str:
        """Return what came of running what was packed as graders run it."""
        try:
            return rehearsed(target.resolve(), self._tests(env).parent.resolve(), self._passed)
        except KeyboardInterrupt:
            return "Stopped before it was tried out as graders run it."
        except AutograderError as error:
            return f"It could not be tried out as graders run it: {error}"

    def _differences(self, env: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what the saved notebook will miss when it is graded."""
        path = notebook_file(self._named, env, os.environ) or Path(self._named or "")
        if not path.name:
            return ()
        exercise = self._tests(env).parent.resolve()
        return saved_differences(path.resolve(), exercise, env, _history(env), self._asked)

    def _guarded(self, work: Callable[[DisplayHandle | None], Shown]) -> Shown:
        """Return what came of the work; of what goes wrong, students read words."""
        place = display({}, display_id=True, raw=True) if get_ipython() else None  # type: ignore[no-untyped-call]
        try:
            shown = work(place)
        except KeyboardInterrupt:
            shown = _message("Stopped. Nothing is lost; run the cell again when you like.")
        except (GraderFault, MasterError) as error:
            shown = _message(f"{_OURS}{error}")
        except AutograderError as error:
            shown = _message(str(error))
        # The boundary to the student: a check that breaks is our fault, and its frames help nobody there.
        except Exception as error:
            shown = _message(f"{_OURS}{type(error).__name__}: {error}")
        return shown.show(place)

    def _checked(self, question: str, env: dict[str, Any], place: DisplayHandle | None) -> Shown:
        questions, bench = self._questions(env)
        hints = _hinted_questions(self._handout(env))
        names = [one.name for one in questions]
        found = next((one for one in questions if one.name == question), None)
        if found is None:
            return _message(f"There is no question {question!r} here{did_you_mean(question, names)}")
        outcomes = _outcomes(found, bench, env, place)
        self._remember(env, outcomes)
        return Shown(
            question_html(question, outcomes, hints),
            question_text(question, outcomes, hints),
            {question: outcomes},
        )

    def _hinted(self, env: Mapping[str, Any], question: str | None, *, again: bool) -> str:
        handout = self._handout(env)
        if handout is None:
            raise UsageError(
                f"The hints are missing: no {HANDOUT_FILE} beside the checks. "
                "Open the notebook in the folder that you were given, with everything that was in it."
            )
        if question is None:
            return "\n".join(hints_overview(handout, self._progress, 'grader.hint("{}")'))
        hint = self._progress.next_hint(handout, question, again=again)
        return hint_text(hint) + _after_hint(hint)

    def _all_checked(self, env: dict[str, Any], place: DisplayHandle | None) -> Shown:
        questions, bench = self._questions(env)
        found = {one.name: _outcomes(one, bench, env, place) for one in questions}
        self._asked |= bench.names
        self._remember(env, [outcome for outcomes in found.values() for outcome in outcomes])
        handout = self._handout(env)
        hidden, hints = _hidden_points(handout), _hinted_questions(handout)
        warnings = self._differences(env)
        parts = found, hidden, hints, warnings
        return Shown(summary_html(*parts), summary_text(*parts), found)

    def _questions(self, env: Mapping[str, Any]) -> tuple[tuple[Question, ...], Bench]:
        questions, thresholds = load_built_questions(self._tests(env))
        path = notebook_file(self._named, env, os.environ)
        return questions, Bench(thresholds, cell_numbers(path) if path else {})

    def _remember(self, env: Mapping[str, Any], outcomes: Sequence[Outcome]) -> None:
        """Keep what was reached, for ``autograder status`` and for what is packed."""
        for outcome in outcomes:
            if outcome.status is Status.PASSED:
                self._passed.add(outcome.check.name)
            else:
                self._passed.discard(outcome.check.name)
        handout = self._handout(env)
        if handout:
            self._progress.record(handout, outcomes)

    def _handout(self, env: Mapping[str, Any]) -> Handout | None:
        """Return what the folder says about its exercise."""
        return read_handout(self._tests(env).parent)

    def _tests(self, env: Mapping[str, Any]) -> Path:
        """Return the folder of the checks: beside the notebook, wherever the kernel was started."""
        found = notebook_file(self._named, env, os.environ)
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


def _nothing_to_pack(path: Path, stale: Sequence[str]) -> str:
    """Return why an untouched notebook is not packed."""
    if stale:
        return f"Nothing is packed: {path.name} as it was last saved has no answers. Save it (Ctrl+S) first."
    return "Nothing is packed yet: no question is answered. Come back to this cell when one is."


def _export_text(path: Path, target: Path, stale: Sequence[str]) -> str:
    packed = f"Packed {path.name} as it was last saved: {target.resolve()}\n"
    if not stale:
        return packed.rstrip()
    return (
        f"{packed}But the saved notebook is not what you last ran: {', '.join(stale)}. "
        "Save it (Ctrl+S), then run this cell again."
    )


def _history(env: Mapping[str, Any]) -> Sequence[str]:
    """Return what was run in this kernel, as it was typed."""
    manager = getattr(get_ipython(), "history_manager", None)
    return list(manager.input_hist_raw) if manager else list(env.get("In", ()))


def _after_hint(hint: Hint) -> str:
    """Return how to see another hint, as the rest of the text."""
    if hint.is_repeated:
        return f'\n`grader.hint("{hint.question}", again=True)` begins with the first one.'
    return "\nRun the cell again for the next one." if hint.number < hint.count else ""


def _hinted_questions(handout: Handout | None) -> frozenset[str]:
    """Return the questions that have hints."""
    return frozenset(one.name for one in handout.questions if one.hints) if handout else frozenset()


def _hidden_points(handout: Handout | None) -> float:
    """Return the points of the checks that only graders run."""
    return sum(one.points - one.public_points for one in handout.questions) if handout else 0.0


def _message(text: str) -> Shown:
    return Shown(message_html(text), text)
