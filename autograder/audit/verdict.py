"""Records → what an audit says of each check, threshold and mutant, and whether the exercise is sound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from statistics import median

from autograder.audit.answers import Kind, Material
from autograder.audit.fairness import Collateral, Surprise, collateral_of, surprise_of
from autograder.audit.mutants import Mutant
from autograder.audit.statistics import spread, upper_bound
from autograder.audit.trials import Record
from autograder.model import Check, Side, Status, checks_of

__all__ = [
    "ENOUGH_KILLED",
    "LEAST_CONTAINED",
    "LEAST_WELL_KEPT",
    "MOST_BY_TABLE",
    "MOST_SURPRISE",
    "Audit",
    "CheckAudit",
    "Fate",
    "MutantAudit",
    "ThresholdAudit",
    "faults_of",
    "judge",
    "lost_questions",
]

MOST_BY_TABLE = 0.05
"""Share of the points that a look-up table may earn."""
MOST_SURPRISE = 0.10
"""Share of the wrong answers that may lose points after passing every public check."""
LEAST_CONTAINED = 0.80
"""Share of the mistakes that must cost nothing beyond their own question."""
LEAST_WELL_KEPT = 0.90
"""Share of the answers with one mistake that must keep three quarters of the points."""
ENOUGH_KILLED = 0.95
"""Share of the mutants that are not equivalent which some check must fail."""


@dataclass(frozen=True, slots=True)
class CheckAudit:
    """What an audit says of one check."""

    check: Check
    """The check."""
    hidden: bool
    """Whether only graders run it."""
    draws: int
    """How many right answers it was shown, each with a seed of its own."""
    false_fails: int
    """How many of those did not pass it."""
    bound: float
    """Upper bound of the false-fail rate, with a confidence of 95 %."""
    failed_by: tuple[str, ...]
    """Names of the wrong answers that fail it."""


@dataclass(frozen=True, slots=True)
class ThresholdAudit:
    """What an audit says of one threshold in one check."""

    name: str
    """Its name in ``course.yml``."""
    check: str
    """Name of the check that compares with it."""
    limit: float
    """Its value."""
    side: Side
    """On which side of it right answers lie."""
    right: tuple[float, ...]
    """What right answers gave, the finite numbers of it."""
    wrong: tuple[float, ...]
    """What misconceptions gave, the finite numbers of it."""

    @property
    def distance(self) -> float:
        """Standard deviations from the mean of right answers to the threshold; inf if they do not vary."""
        if not self.right:
            return math.nan
        mean, deviation = spread(self.right)
        gap = self.limit - mean if self.side is Side.BELOW else mean - self.limit
        return gap / deviation if deviation else math.copysign(math.inf, gap)

    @property
    def nearest(self) -> float:
        """The right answers' number that came nearest to the threshold, or beyond it."""
        return (max if self.side is Side.BELOW else min)(self.right, default=math.nan)

    @property
    def nearest_wrong(self) -> float:
        """The misconceptions' number that came nearest to the threshold, or beyond it."""
        return (min if self.side is Side.BELOW else max)(self.wrong, default=math.nan)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant."""

    killed_by: tuple[str, ...]
    """Names of the checks that failed it; empty if it survived."""
    equivalent: str
    """Why it is declared equivalent; empty if it is not."""


@dataclass(frozen=True, slots=True)
class MutantAudit:
    """What an audit says of one mutant."""

    mutant: Mutant
    """The mutant."""
    fate: Fate
    """What became of it."""

    @property
    def survived(self) -> bool:
        """Whether no check fails it though it is not declared equivalent."""
        return not self.fate.killed_by and not self.fate.equivalent


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit says of one exercise."""

    exercise: str
    """Name of the exercise."""
    title: str
    """Its title."""
    seeds: int
    """How many draws each check was to see."""
    date: str
    """When it was made, ``2026-11-20``."""
    versions: Mapping[str, str]
    """Version of the kit, of Python and of what submissions use."""
    checks: tuple[CheckAudit, ...]
    """Its checks, in order."""
    thresholds: tuple[ThresholdAudit, ...]
    """Its thresholds, as far as checks measure against them."""
    mutants: tuple[MutantAudit, ...]
    """The mutants of its solution."""
    misconceptions: int
    """How many misconceptions were graded."""
    variants: int
    """How many variants were graded."""
    seconds: float
    """Median of the seconds that grading the solution took."""
    faults: tuple[str, ...]
    """Why it is not sound; empty if it is."""
    redundant: tuple[tuple[str, str], ...]
    """Pairs of checks that every wrong answer fails together."""
    surprise: Surprise
    """Wrong answers that lose points and are green in public."""
    collateral: Collateral
    """What mistakes cost beyond their own question."""
    constants: frozenset[str] = frozenset()
    """Names of the questions whose answer is always the same."""
    rewrites: int = 0
    """How many rewrites of the solution were graded."""
    world: tuple[int, int] = (0, 0)
    """How many right and how many wrong answers of people were graded."""
    by_table: Mapping[str, float] = field(default_factory=dict)
    """Points that a table of the public checks' numbers earns, by question."""

    @property
    def is_sound(self) -> bool:
        """Whether the exercise grades rightly, as far as was looked."""
        return not self.faults

    @property
    def table_share(self) -> float:
        """Share of all points that a table earns where an answer is not always the same."""
        earned = sum(points for name, points in self.by_table.items() if name not in self.constants)
        total = sum(check.check.points for check in self.checks)
        return earned / total if total else 0.0

    @property
    def killed_share(self) -> float:
        """Share of the mutants not declared equivalent that some check fails; 1 if there are none."""
        return _killed_share(self.mutants)


def judge(
    material: Material,
    records: Sequence[Record],
    *,
    seeds: int,
    date: str,
    versions: Mapping[str, str],
    by_table: Mapping[str, float],
) -> Audit:
    """Return what the records of all trials say of an exercise.

    Args:
        material: The exercise.
        records: What came of each trial.
        seeds: How many draws each check was to see.
        date: Date for the report.
        versions: Versions for the report.
        by_table: Points that a table of the public checks' numbers earns, by question.
    """
    checks = tuple(_check_audits(material, records))
    mutants = tuple(_mutant_audits(material, records))
    solution = [record.seconds for record in records if record.kind is Kind.SOLUTION]
    audit = Audit(
        exercise=material.exercise.name,
        title=material.exercise.title,
        seeds=seeds,
        date=date,
        versions=versions,
        checks=checks,
        thresholds=tuple(_threshold_audits(material, records)),
        mutants=mutants,
        misconceptions=len(material.misconceptions),
        variants=len(material.of(Kind.VARIANT)),
        seconds=median(solution) if solution else 0.0,
        faults=tuple(dict.fromkeys(_faults(material, records, checks, mutants))),
        redundant=tuple(_redundant(checks)),
        surprise=surprise_of(material, records),
        collateral=collateral_of(material, records),
        constants=frozenset(material.declared.constants),
        rewrites=len(material.of(Kind.REWRITE)),
        world=(len(material.of(Kind.WORLD_RIGHT)), len(material.of(Kind.WORLD_WRONG))),
        by_table=by_table,
    )
    return replace(audit, faults=(*audit.faults, *_unfair(audit)))


def _unfair(audit: Audit) -> Iterator[str]:
    if audit.table_share > MOST_BY_TABLE:
        where = ", ".join(f"{name} {points:g}" for name, points in audit.by_table.items() if points)
        yield f"a table of the public checks' numbers earns {audit.table_share:.1%} of the points ({where})"
    if audit.surprise.share > MOST_SURPRISE:
        by = ", ".join(f"{name} {count}" for name, count in audit.surprise.by_check.items())
        yield f"{audit.surprise.share:.1%} of the wrong answers are green in public and lose points ({by})"
    if audit.collateral.contained < LEAST_CONTAINED:
        yield (
            f"{audit.collateral.contained:.1%} of the mistakes cost nothing beyond their own question; "
            f"{LEAST_CONTAINED:.0%} should"
        )
    if audit.collateral.well_kept < LEAST_WELL_KEPT:
        share = f"{audit.collateral.well_kept:.1%}"
        yield f"{share} of the answers with one mistake keep three quarters of the points"


_RIGHT = (Kind.SOLUTION, Kind.VARIANT, Kind.REWRITE, Kind.WORLD_RIGHT)


def _check_audits(material: Material, records: Sequence[Record]) -> Iterator[CheckAudit]:
    hidden = frozenset[str]().union(*(question.hidden for question in material.questions))
    right = [record for record in records if record.kind in _RIGHT and not record.fault]
    for check in checks_of(material.questions):
        # A check that was skipped has seen nothing of the answer.
        shown = [one.statuses[check.name] for one in right if one.statuses[check.name] is not Status.SKIPPED]
        failures = sum(status is not Status.PASSED for status in shown)
        wrong = (
            f"{one.kind}: {one.name}"
            for one in records
            if one.kind not in _RIGHT and check.name in one.failed
        )
        yield CheckAudit(
            check=check,
            hidden=check.name in hidden,
            draws=len(shown),
            false_fails=failures,
            bound=upper_bound(failures, len(shown)),
            failed_by=tuple(dict.fromkeys(wrong)),
        )


def _threshold_audits(material: Material, records: Sequence[Record]) -> Iterator[ThresholdAudit]:
    found: dict[tuple[str, str, float, Side], tuple[list[float], list[float]]] = {}
    for record in records:
        if record.kind not in (*_RIGHT, Kind.MISCONCEPTION):
            continue
        for check, measure in record.measures:
            key = (measure.threshold, check, measure.limit, measure.side)
            right, wrong = found.setdefault(key, ([], []))
            if not math.isfinite(measure.value):
                continue
            if record.kind in _RIGHT:
                right.append(measure.value)
            elif material.misconceptions[record.name].fails == check:
                # Those of other checks may well be right as far as this one can see.
                wrong.append(measure.value)
    for (name, check, limit, side), (right, wrong) in found.items():
        yield ThresholdAudit(name, check, limit, side, tuple(right), tuple(wrong))


def _mutant_audits(material: Material, records: Sequence[Record]) -> Iterator[MutantAudit]:
    killed: dict[str, set[str]] = {}
    for record in records:
        if record.kind is Kind.MUTANT:
            killed.setdefault(record.name, set()).update(record.failed)
    order = [check.name for check in checks_of(material.questions)]
    for name, mutant in material.mutants.items():
        by = tuple(check for check in order if check in killed.get(name, ()))
        yield MutantAudit(mutant, Fate(by, material.equivalents.get(mutant.identity, "")))


def _redundant(checks: Sequence[CheckAudit]) -> Iterator[tuple[str, str]]:
    for one, other in combinations(checks, 2):
        if one.failed_by and set(one.failed_by) == set(other.failed_by):
            yield one.check.name, other.check.name


def _faults(
    material: Material,
    records: Sequence[Record],
    checks: Sequence[CheckAudit],
    mutants: Sequence[MutantAudit],
) -> Iterator[str]:
    for record in records:
        yield from faults_of(record, material)
    for check in checks:
        # A hidden check behind a public one of its question is there for answers that were learnt by heart.
        if not check.failed_by and not (check.hidden and check.check.after):
            yield f"check {check.check.name} is useless: no wrong answer fails it"
    for one in mutants:
        if one.fate.equivalent and one.fate.killed_by:
            yield (f"mutant declared equivalent, but {one.fate.killed_by[0]} fails it: {one.mutant.name}")
    identities = {mutant.identity for mutant in material.mutants.values()}
    for where, _, becomes in material.equivalents.keys() - identities:
        yield f"declared equivalent, but there is no such mutant in {where}: {becomes}"
    share = _killed_share(mutants)
    if share < ENOUGH_KILLED:
        survivors = sum(one.survived for one in mutants)
        yield f"{survivors} mutants survive: {share:.1%} are killed, {ENOUGH_KILLED:.0%} must be"


def faults_of(record: Record, material: Material) -> Iterator[str]:
    """Yield what is wrong with how one answer was graded."""
    who = f"{record.kind} “{record.name}”" if record.kind is not Kind.SOLUTION else "the solution"
    if record.fault:
        yield f"{who}: the grader itself failed: {record.fault}"
        return
    match record.kind:
        case Kind.SOLUTION | Kind.VARIANT | Kind.REWRITE | Kind.WORLD_RIGHT:
            for name in record.failed:
                yield f"{who} fails {name} (seed {record.seed}): {record.messages[name]}"
            if not record.failed and not record.is_full:
                yield f"{who} passes all checks that were run, but not all were"
            for error in record.errors:
                yield f"{who} raises an error: {error}"
        case Kind.STUB:
            passed = [name for name, status in record.statuses.items() if status is Status.PASSED]
            worth = {check.name for check in checks_of(material.questions) if check.points}
            for name in passed:
                if name in worth:
                    yield f"the stub passes {name}"
        case Kind.MISCONCEPTION:
            yield from _faults_of_misconception(record, material, who)
        case Kind.WORLD_WRONG:
            for question in sorted(material.loses[record.name] - lost_questions(record, material)):
                yield f"{who} loses no point of {question} (seed {record.seed})"
        case Kind.MUTANT:
            return


def lost_questions(record: Record, material: Material) -> frozenset[str]:
    """Return the names of the questions of which an answer lost points."""
    return frozenset(
        check.question
        for check in checks_of(material.questions)
        if check.points and record.statuses[check.name] is not Status.PASSED
    )


def _faults_of_misconception(record: Record, material: Material, who: str) -> Iterator[str]:
    wanted = material.misconceptions[record.name]
    if record.failed != (wanted.fails,):
        failed = ", ".join(record.failed) or "nothing"
        yield f"{who} fails {failed} (seed {record.seed}) instead of {wanted.fails} alone"
    elif wanted.says.casefold() not in record.messages[wanted.fails].casefold():
        yield (f"{who} is not told “{wanted.says}” (seed {record.seed}) but: {record.messages[wanted.fails]}")


def _killed_share(mutants: Sequence[MutantAudit]) -> float:
    counted = [one for one in mutants if not one.fate.equivalent]
    return sum(bool(one.fate.killed_by) for one in counted) / len(counted) if counted else 1.0
