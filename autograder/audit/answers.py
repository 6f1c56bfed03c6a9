"""An exercise → every answer that an audit grades: right ones, wrong ones, and the untouched stub."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autograder.audit.declared import Declared, read_declared
from autograder.audit.mutants import Mutant, mutants_of, read_equivalents
from autograder.audit.rewrites import rewrites_of
from autograder.audit.world import WorldAnswer, read_world
from autograder.catalogue import load_misconceptions, load_questions, load_variants
from autograder.model import Cell, Exercise, Misconception, Question, Submission
from autograder.submission import read_submission
from autograder.submission.percent import python_cells

__all__ = ["Answer", "Kind", "Material", "read_material"]


class Kind(StrEnum):
    """What an answer is there for."""

    SOLUTION = "solution"
    STUB = "stub"
    VARIANT = "variant"
    REWRITE = "rewrite"
    MISCONCEPTION = "misconception"
    MUTANT = "mutant"
    WORLD_RIGHT = "right answer"
    WORLD_WRONG = "wrong answer"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a whole exercise."""

    kind: Kind
    """What it is there for."""
    name: str
    """Its name for people."""
    submission: Submission
    """What is graded."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that an audit of one exercise starts from."""

    exercise: Exercise
    """The exercise."""
    questions: tuple[Question, ...]
    """Its questions with all their checks."""
    answers: tuple[Answer, ...]
    """Solution, stub, variants, rewrites, answers of the world, misconceptions and mutants, in this order."""
    loses: Mapping[str, frozenset[str]]
    """The questions of which an answer of the world must lose points, by its name."""
    misconceptions: Mapping[str, Misconception]
    """Each misconception by its name."""
    mutants: Mapping[str, Mutant]
    """Each mutant by the name of its answer."""
    equivalents: Mapping[tuple[str, str, str], str]
    """Reasons of the mutants that are declared equivalent, by their identity."""
    declared: Declared
    """What the author tells the audit."""
    master: str
    """The master's text."""
    checks_digest: str
    """Hash of the checks and of the exercise's data, to tell whether they changed."""

    def with_behaviours(self, found: Sequence[Mutant]) -> Material:
        """Return the same with further mutants."""
        named = {f"{number}. {one.name}": one for number, one in enumerate(found, len(self.mutants) + 1)}
        solution = self.of(Kind.SOLUTION)[0].submission
        added = [Answer(Kind.MUTANT, name, _rewritten(solution, one.text)) for name, one in named.items()]
        return dataclasses.replace(self, answers=(*self.answers, *added), mutants={**self.mutants, **named})

    def of(self, kind: Kind) -> tuple[Answer, ...]:
        """Return the answers of a kind."""
        return tuple(answer for answer in self.answers if answer.kind is kind)


def read_material(course: Path, exercise: Exercise) -> Material:
    """Read an exercise's folders.

    Args:
        course: The course's folder.
        exercise: The exercise.

    Raises:
        MasterError: The checks or the master have mistakes.
        UnreadableSubmission: The master or the exercise that is built from it holds no code.
    """
    folder = course / "solutions" / exercise.name
    name = exercise.name
    path = folder / f"{name}.py"
    solution = read_submission(path, exercise=name)
    stub = read_submission(course / "exercises" / name / f"{name}.py", exercise=name)
    misconceptions = {one.name: one for one in load_misconceptions(folder)}
    text = path.read_text(encoding="utf-8")
    declared = read_declared(folder)
    mutants = {f"{number}. {one.name}": one for number, one in enumerate(mutants_of(text, str(path)), 1)}
    rewrites = [
        Answer(Kind.REWRITE, one.name, _rewritten(solution, one.text))
        for one in rewrites_of(text, graphs=declared.graphs)
    ]
    variants = [
        Answer(Kind.VARIANT, one.name, _extended(solution, one.code)) for one in load_variants(folder)
    ]
    wrong = [
        Answer(Kind.MISCONCEPTION, one.name, _extended(solution, one.code)) for one in misconceptions.values()
    ]
    questions = load_questions(folder, exercise)
    world = read_world(folder, [question.name for question in questions])
    mutated = [Answer(Kind.MUTANT, key, _rewritten(solution, one.text)) for key, one in mutants.items()]
    return Material(
        exercise=exercise,
        questions=questions,
        answers=(
            Answer(Kind.SOLUTION, "solution", solution),
            Answer(Kind.STUB, "stub", stub),
            *variants,
            *rewrites,
            *(_of_world(solution, one, name) for one in world),
            *wrong,
            *mutated,
        ),
        loses={one.name: one.loses for one in world},
        misconceptions=misconceptions,
        mutants=mutants,
        equivalents=read_equivalents(folder),
        declared=declared,
        master=text,
        checks_digest=_digest(
            [path for path in folder.glob("*.py") if path.stem not in (name, "misconceptions", "variants")],
            [*(course / "exercises" / name / "data").rglob("*"), *(folder / "data").rglob("*")],
        ),
    )


def _digest(*groups: Sequence[Path]) -> str:
    """Return a hash of the files' names and bytes."""
    digest = hashlib.sha256()
    for path in sorted(path for group in groups for path in group if path.is_file()):
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _extended(solution: Submission, code: str) -> Submission:
    """Return the solution with a cell at its end that defines some names anew."""
    index = max(cell.index for cell in (*solution.cells, *solution.aside)) + 1
    # A line of its own that no other cell has: feedback must not point into the master.
    cells = (*solution.cells, Cell(index, 100_000, code))
    return dataclasses.replace(solution, cells=cells, digest=hashlib.sha256(code.encode()).digest())


def _of_world(solution: Submission, answer: WorldAnswer, exercise: str) -> Answer:
    kind = Kind.WORLD_WRONG if answer.loses else Kind.WORLD_RIGHT
    if answer.path.suffix == ".py":
        return Answer(kind, answer.name, _extended(solution, answer.path.read_text(encoding="utf-8")))
    return Answer(kind, answer.name, read_submission(answer.path, exercise=exercise))


def _rewritten(solution: Submission, text: str) -> Submission:
    return dataclasses.replace(
        solution, cells=python_cells(text), aside=(), digest=hashlib.sha256(text.encode()).digest()
    )
