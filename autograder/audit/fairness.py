"""Is a mistake seen before grading, and paid for once? Figures over every wrong answer of an audit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.audit.answers import Kind, Material
from autograder.audit.trials import Record
from autograder.model import Check, Status, checks_of

__all__ = ["Collateral", "Surprise", "collateral_of", "surprise_of"]

_WRONG = (Kind.MISCONCEPTION, Kind.WORLD_WRONG, Kind.MUTANT)
_ONE_MISTAKE = (Kind.MISCONCEPTION, Kind.WORLD_WRONG)
_ENOUGH_KEPT = 0.75


@dataclass(frozen=True, slots=True)
class Surprise:
    """How often an answer that loses points passes every public check."""

    losing: int
    """Wrong answers that lose points."""
    green: tuple[str, ...]
    """Names of those that pass every public check."""
    by_check: Mapping[str, int]
    """How many of those each hidden check fails."""

    @property
    def share(self) -> float:
        """Share of the losing answers that are green in public; 0 if none loses."""
        return len(self.green) / self.losing if self.losing else 0.0


@dataclass(frozen=True, slots=True)
class Collateral:
    """What a mistake costs beyond its own question."""

    answers: int
    """Answers with one mistake."""
    spreading: tuple[tuple[str, float], ...]
    """Name of each that loses points elsewhere, and how many."""
    poor: tuple[str, ...]
    """Names of those that keep less than three quarters of all points, not for their own question alone."""

    @property
    def contained(self) -> float:
        """Share of the answers that lose nothing beyond their question."""
        return 1 - len(self.spreading) / self.answers if self.answers else 1.0

    @property
    def well_kept(self) -> float:
        """Share of the answers that keep three quarters of all points."""
        return 1 - len(self.poor) / self.answers if self.answers else 1.0


def surprise_of(material: Material, records: Sequence[Record]) -> Surprise:
    """Return which wrong answers lose points though every public check passes them."""
    hidden = frozenset[str]().union(*(question.hidden for question in material.questions))
    checks = checks_of(material.questions)
    losing = {one.name: one for one in records if one.kind in _WRONG and _lost(one, checks)}
    green = {
        name: one
        for name, one in losing.items()
        if all(one.statuses[check.name] is Status.PASSED for check in checks if check.name not in hidden)
    }
    by_check = Counter(name for one in green.values() for name in one.failed)
    return Surprise(len(losing), tuple(green), dict(by_check.most_common()))


def collateral_of(material: Material, records: Sequence[Record]) -> Collateral:
    """Return what answers with one mistake lose in questions that they answer rightly."""
    checks = checks_of(material.questions)
    total = sum(check.points for check in checks)
    spreading: dict[str, float] = {}
    poor: list[str] = []
    seen: set[str] = set()
    for record in records:
        if record.kind not in _ONE_MISTAKE or record.fault or record.name in seen:
            continue
        seen.add(record.name)
        own = set(_own(record, material))
        elsewhere = _lost(record, [check for check in checks if check.question not in own])
        if elsewhere:
            spreading[record.name] = elsewhere
        if elsewhere and _lost(record, checks) > (1 - _ENOUGH_KEPT) * total + 1e-9:
            poor.append(record.name)
    return Collateral(len(seen), tuple(spreading.items()), tuple(poor))


def _lost(record: Record, checks: Sequence[Check]) -> float:
    if record.fault:
        return 0.0
    return sum(check.points for check in checks if record.statuses[check.name] is not Status.PASSED)


def _own(record: Record, material: Material) -> Iterator[str]:
    """Yield the questions in which an answer is wrong."""
    if record.kind is Kind.WORLD_WRONG:
        yield from material.loses[record.name]
        return
    fails = material.misconceptions[record.name].fails
    yield from (check.question for check in checks_of(material.questions) if check.name == fails)
