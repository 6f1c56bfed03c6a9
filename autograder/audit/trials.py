"""Answers × seeds → records: graded on warm workers, several at a time, each remembered at once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.audit.answers import Answer, Kind, Material
from autograder.errors import AutograderError
from autograder.grading import Grading, grade
from autograder.model import Exercise, Measure, Side, Status
from autograder.sandbox import Sandbox

__all__ = ["Journal", "Record", "Trial", "run_trials"]


@dataclass(frozen=True, slots=True)
class Trial:
    """One answer to be graded with one seed."""

    answer: Answer
    """The answer."""
    seed: int
    """Number from which all draws of its checks are made."""


@dataclass(frozen=True, slots=True)
class Record:
    """What came of a trial."""

    kind: Kind
    """What the answer is there for."""
    name: str
    """The answer's name."""
    seed: int
    """The seed."""
    statuses: Mapping[str, Status]
    """How each check ended, by its name."""
    messages: Mapping[str, str]
    """What the student would read, for each check that was run and not passed."""
    measures: tuple[tuple[str, Measure], ...]
    """Name of the check and what it measured against a threshold."""
    errors: tuple[str, ...]
    """What went wrong in cells."""
    seconds: float
    """Wall-clock seconds."""
    fault: str = ""
    """What failed in the grader itself; then there are no statuses."""

    @property
    def failed(self) -> tuple[str, ...]:
        """Names of the checks that did not pass, without the skipped ones."""
        return tuple(
            name for name, status in self.statuses.items() if status in (Status.FAILED, Status.ERROR)
        )

    @property
    def is_full(self) -> bool:
        """Whether every check passed."""
        return not self.fault and all(status is Status.PASSED for status in self.statuses.values())


class Journal:
    """The records of earlier runs, a line of JSON each, by a key that holds all that they depend on."""

    def __init__(self, path: Path, environment: str) -> None:
        """Read what is there.

        Args:
            path: The file; made when the first record comes.
            environment: Text in which versions, kit and sandbox stand: records of another one do not count.
        """
        self._path = path
        self._environment = environment
        self._records: dict[str, Record] = {}
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        # A run that was killed can leave half a line: its trial is run again, on a line of its own.
        self._separator = "\n" if text and not text.endswith("\n") else ""
        for line in text.splitlines():
            try:
                key, plain = json.loads(line)
                self._records[key] = _record(plain)
            except (ValueError, KeyError, TypeError):
                continue

    def key(self, trial: Trial, material: Material, exercise: Exercise) -> str:
        """Return a hash of all that a trial's record depends on."""
        cells = [[cell.index, cell.line, cell.source] for cell in trial.answer.submission.cells]
        parts = [
            self._environment,
            material.checks_digest,
            cells,
            trial.answer.submission.digest.hex(),
            trial.seed,
            dict(exercise.thresholds),
            dataclasses.asdict(exercise.limits),
        ]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def get(self, key: str) -> Record | None:
        """Return the record of that key, or None."""
        return self._records.get(key)

    def add(self, key: str, record: Record) -> None:
        """Remember a record on disk; a fault of the grader is not remembered, since it may pass."""
        if record.fault:
            return
        self._records[key] = record
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{self._separator}{json.dumps([key, dataclasses.asdict(record)])}\n")
        self._separator = ""


def run_trials(
    trials: Iterable[Trial],
    material: Material,
    sandbox: Sandbox,
    journal: Journal,
    *,
    jobs: int,
    done: Callable[[Record], None],
    exercise: Exercise | None = None,
) -> list[Record]:
    """Return the record of each trial, in their order.

    Args:
        trials: What to grade.
        material: The exercise.
        sandbox: Where answers run.
        journal: What is known already, and where the rest is written.
        jobs: How many run at the same time.
        done: Called with each record as soon as it is there, in this thread.
        exercise: The exercise with other limits, if they are not to be its own.
    """
    exercise = exercise or material.exercise
    waiting = list(trials)
    keys = [journal.key(trial, material, exercise) for trial in waiting]
    records: dict[int, Record] = {}
    missing: list[int] = []
    for index, key in enumerate(keys):
        known = journal.get(key)
        if known is None:
            missing.append(index)
        else:
            # The same cells may stand there under a name that they had before.
            answer = waiting[index].answer
            records[index] = dataclasses.replace(known, kind=answer.kind, name=answer.name)
            done(records[index])
    with ThreadPoolExecutor(jobs, thread_name_prefix="audit") as pool:

        def start(index: int) -> Future[Record]:
            return pool.submit(_recorded, waiting[index], material, exercise, sandbox)

        for index, record in _as_they_end(missing, start, 2 * jobs):
            journal.add(keys[index], record)
            records[index] = record
            done(record)
    return [records[index] for index in range(len(waiting))]


def _as_they_end(
    indexes: Iterable[int], start: Callable[[int], Future[Record]], most: int
) -> Iterator[tuple[int, Record]]:
    """Keep a few more under way than there are threads, so that an interrupt has little to wait for."""
    waiting = iter(indexes)
    running: dict[Future[Record], int] = {}
    while True:
        while len(running) < most and (index := next(waiting, None)) is not None:
            running[start(index)] = index
        if not running:
            return
        ended, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in ended:
            yield running.pop(future), future.result()


def _recorded(trial: Trial, material: Material, exercise: Exercise, sandbox: Sandbox) -> Record:
    grading = Grading(exercise, material.questions, secret=f"audit {trial.seed}".encode())
    answer = trial.answer
    try:
        result = grade(answer.submission, grading, sandbox)
    except AutograderError as error:
        return _faulty(trial, f"{type(error).__name__}: {error}")
    # The boundary of one trial: what fails here is told with its place, and the others go on.
    except Exception:
        return _faulty(trial, traceback.format_exc(limit=-3))
    return Record(
        kind=answer.kind,
        name=answer.name,
        seed=trial.seed,
        statuses={one.check.name: one.status for one in result.outcomes},
        messages={
            one.check.name: one.message
            for one in result.outcomes
            if one.status in (Status.FAILED, Status.ERROR)
        },
        measures=tuple((one.check.name, measure) for one in result.outcomes for measure in one.measures),
        errors=tuple(f"cell {error.cell}: {error.text}" for error in result.errors),
        seconds=round(result.seconds, 3),
    )


def _faulty(trial: Trial, fault: str) -> Record:
    return Record(trial.answer.kind, trial.answer.name, trial.seed, {}, {}, (), (), 0.0, fault)


def _record(plain: dict[str, Any]) -> Record:
    """Return the record that was written as plain data."""
    measures = tuple(
        (check, Measure(one["threshold"], one["value"], one["limit"], Side(one["side"])))
        for check, one in plain["measures"]
    )
    return Record(
        kind=Kind(plain["kind"]),
        name=plain["name"],
        seed=plain["seed"],
        statuses={name: Status(status) for name, status in plain["statuses"].items()},
        messages=plain["messages"],
        measures=measures,
        errors=tuple(plain["errors"]),
        seconds=plain["seconds"],
    )
