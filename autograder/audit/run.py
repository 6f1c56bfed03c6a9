"""One exercise: which trials an audit makes, in which order."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import autograder
from autograder.audit.answers import Answer, Kind, Material
from autograder.audit.behaviours import behaviours_of
from autograder.audit.replay import recorded, replayed
from autograder.audit.trials import Journal, Record, Trial, run_trials
from autograder.audit.verdict import Audit, judge
from autograder.model import Exercise
from autograder.sandbox import Sandbox

__all__ = [
    "Runner",
    "audit_exercise",
    "environment_of",
    "right_trials",
    "trials_of",
    "used_versions",
    "wrong_trials",
]

_TRIES_OF_A_MUTANT = 3
_OTHER_RIGHT = (Kind.VARIANT, Kind.REWRITE, Kind.WORLD_RIGHT)
_USED = ("tensorflow", "keras", "numpy")
_OWN_BUSINESS = ("audit", "build", "cli", "reports")
"""Parts of the kit on which no record depends."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Where trials run and who looks on."""

    sandbox: Sandbox
    """Where answers run."""
    journal: Journal
    """What is known already, and where the rest is written."""
    jobs: int
    """How many run at the same time."""
    more: Callable[[int], None]
    """Called with the number of trials that are to come, whenever there are more."""
    done: Callable[[Record], None]
    """Called with each record."""

    def run(
        self, trials: Sequence[Trial], material: Material, exercise: Exercise | None = None
    ) -> list[Record]:
        """Return the record of each trial; ``exercise`` may have other limits than its own."""
        self.more(len(trials))
        return run_trials(
            trials,
            material,
            self.sandbox,
            self.journal,
            jobs=self.jobs,
            done=self.done,
            exercise=exercise,
        )


def audit_exercise(
    material: Material, runner: Runner, *, seeds: int, date: str, versions: Mapping[str, str]
) -> Audit:
    """Grade every answer and say whether the exercise grades rightly.

    Args:
        material: The exercise.
        runner: Where trials run.
        seeds: How many draws each check sees of right answers.
        date: Date for the report.
        versions: Versions for the report.
    """
    table = recorded(material, runner.sandbox)
    material = material.with_behaviours(behaviours_of(material.master, table.calls))
    records = runner.run([*right_trials(material, seeds), *wrong_trials(material, seeds)], material)
    records += _mutant_records(material, runner, _hurried(material.exercise, records))
    by_table = {} if any(record.fault for record in records) else replayed(material, table)
    return judge(material, records, seeds=seeds, date=date, versions=versions, by_table=by_table)


def right_trials(material: Material, seeds: int) -> Iterator[Trial]:
    """Yield the trials of right answers: half the seeds for the solution, the rest dealt to the variants."""
    variants = [one for kind in _OTHER_RIGHT for one in material.of(kind)]
    solution = material.of(Kind.SOLUTION)[0]
    own = seeds if not variants else -(-seeds // 2)
    yield from (Trial(solution, seed) for seed in range(own))
    # Every variant gets one seed at least.
    for index in range(max(seeds - own, len(variants)) if variants else 0):
        yield Trial(variants[index % len(variants)], own + index)


def wrong_trials(material: Material, seeds: int) -> Iterator[Trial]:
    """Yield the trials of the stub and of the misconceptions: one in 50 of the seeds each, 3 at most."""
    yield Trial(material.of(Kind.STUB)[0], 0)
    yield from (Trial(answer, 0) for answer in material.of(Kind.WORLD_WRONG))
    for answer in material.of(Kind.MISCONCEPTION):
        for seed in range(max(1, min(3, seeds // 50))):
            yield Trial(answer, seed)


def trials_of(material: Material, kinds: Collection[Kind], seeds: int) -> Iterator[Trial]:
    """Yield ``seeds`` trials of each answer of the kinds, for a quick look without a verdict."""
    for answer in material.answers:
        if answer.kind in kinds:
            yield from (Trial(answer, seed) for seed in range(seeds))


def environment_of(sandbox: str, versions: Mapping[str, str]) -> str:
    """Return a text that changes with whatever a record depends on besides the exercise."""
    package = Path(autograder.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        if inside.parts[0] not in _OWN_BUSINESS:
            digest.update(f"{inside}\n".encode() + path.read_bytes())
    return json.dumps([sandbox, dict(versions), digest.hexdigest()], sort_keys=True)


def used_versions() -> Mapping[str, str]:
    """Return the versions of the kit, of Python and of what submissions compute with."""
    found = {"autograder": autograder.__version__, "python": platform.python_version()}
    for name in _USED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def _hurried(exercise: Exercise, records: Sequence[Record]) -> Exercise:
    """Return the exercise with less time for mutants, some of which never end: five times the solution's."""
    slowest = max((record.seconds for record in records if record.kind is Kind.SOLUTION), default=0.0)
    # In whole seconds, and of few sizes, so that the key of a record seldom changes between runs.
    seconds = next((one for one in (5.0, 10.0, 20.0) if one >= 5 * slowest), exercise.limits.seconds)
    seconds = min(seconds, exercise.limits.seconds)
    return dataclasses.replace(exercise, limits=dataclasses.replace(exercise.limits, seconds=seconds))


def _mutant_records(material: Material, runner: Runner, exercise: Exercise) -> list[Record]:
    """Grade the mutants; those that survive a draw are shown further ones."""
    records: list[Record] = []
    alive: Sequence[Answer] = material.of(Kind.MUTANT)
    for seed in range(_TRIES_OF_A_MUTANT):
        tried = runner.run([Trial(answer, seed) for answer in alive], material, exercise)
        records += tried
        survived = {record.name for record in tried if record.is_full}
        alive = [answer for answer in alive if answer.name in survived]
    return records
