"""``autograder calibrate``."""

from __future__ import annotations

import datetime
from argparse import Namespace
from collections.abc import Iterator

from autograder.audit import used_versions
from autograder.audit.calibration import Proposal, calibrate
from autograder.cli.audit import material_of, runner_for
from autograder.cli.surroundings import course_of, exercise_of
from autograder.course import COURSE_FILE, write_threshold
from autograder.errors import UsageError
from autograder.model import Exercise

__all__ = ["run"]


def run(arguments: Namespace) -> int:
    """Measure thresholds and write them into ``course.yml``; see ``autograder calibrate --help``."""
    folder, course = course_of(arguments.course)
    exercise = exercise_of(course, arguments.name)
    if not exercise.thresholds:
        raise UsageError(f"{exercise.name} has no thresholds in {COURSE_FILE}")
    material = material_of(folder, exercise)
    with runner_for(folder, exercise, arguments) as runner:
        proposals = calibrate(material, runner, seeds=arguments.seeds, false_fail=arguments.false_fail)
    for proposal in proposals:
        print("\n".join(_lines(proposal, exercise)))
        if not proposal.refusal and not arguments.dry_run:
            path = arguments.course or folder / COURSE_FILE
            write_threshold(path, exercise.name, proposal.name, _entry(proposal, arguments))
            print(f"  written into {path.name}")
    return 1 if any(proposal.refusal for proposal in proposals) else 0


def _lines(proposal: Proposal, exercise: Exercise) -> Iterator[str]:
    yield f"{exercise.name}: {proposal.name}, now {exercise.thresholds[proposal.name]:g}"
    if proposal.value is not None:
        yield f"  proposed: {proposal.value:g} from {proposal.draws} draws of right answers"
        yield f"  method: {proposal.method}"
        yield f"  room: right answers came to {proposal.room[0]:.4g}, wrong ones to {proposal.room[1]:.4g}"
    for mistake, share in proposal.power.items():
        yield f"  fails {share:.0%} of the draws of “{mistake}”"
    if proposal.refusal:
        yield f"  not written: {proposal.refusal}."


def _entry(proposal: Proposal, arguments: Namespace) -> dict[str, str | float]:
    if proposal.value is None:
        raise UsageError(f"{proposal.name}: there is no value to write")
    return {
        "value": proposal.value,
        "false_fail": arguments.false_fail,
        "method": proposal.method,
        "seeds": arguments.seeds,
        "versions": ", ".join(f"{name} {version}" for name, version in used_versions().items()),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
