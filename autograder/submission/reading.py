"""One submission: which file of it is the exercise, and its cells."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.errors import HalvesDiffer, UnreadableSubmission
from autograder.model import Cell, Submission
from autograder.submission.archive import files_in_zip
from autograder.submission.files import Candidate, files_below, opened, read_file, refusals
from autograder.submission.names import ENDINGS, ending_of, shown, student_of
from autograder.submission.notebook import notebook_parts
from autograder.submission.percent import python_cells
from autograder.submission.record import Record, code_digest, code_lines
from autograder.submission.text import python_text

__all__ = ["read_submission"]

_MOST_BYTES = {".py": 2 << 20, ".ipynb": 64 << 20}
_SAME_MOMENT = 2.0  # seconds: what a zip can tell apart
_MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class _Read:
    """The file that was chosen, cut into cells."""

    cells: tuple[Cell, ...]
    digest: bytes
    source: str
    modified: float = 0.0
    notes: tuple[str, ...] = ()
    record: Record | None = None
    """What a notebook says about its pair."""
    unclear: str = ""
    """In what the choice was a guess: both halves of the pair may hold new work; otherwise empty."""


def read_submission(path: Path, *, exercise: str, may_guess: bool = True) -> Submission:
    """Read what one student handed in.

    A folder or a zip must hold one ``.py`` or ``.ipynb``, or the two halves of one pair; a folder may
    hold one zip instead. Files named like the exercise come before others; what lies in ``tests/``
    does not count, and what lies in ``colab/`` only where there is nothing else. Of a pair in which both
    halves hold the same code, the ``.py`` is read; otherwise the half that changed since the notebook's
    record of their agreement. If both did, or there is no record, it is the newer half, and if they are of
    one moment (as unpacking often leaves them), the half with fewer stubs left, then the notebook. A note
    then says which one was read.

    Args:
        path: A file, or the folder of one student. A link is not followed.
        exercise: Name of the exercise, such as ``02_line``.
        may_guess: Whether to go by times and stubs where the halves of a pair differ and no record tells;
            false where the author is there to be asked.

    Raises:
        HalvesDiffer: Both halves of the pair changed, and nothing may be guessed.
        UnreadableSubmission: It holds no exercise that can be read; the text is the reason, one sentence.
        GraderFault: The machine failed to read it.
    """
    name = path.name or path.absolute().name
    try:
        with refusals():
            is_folder = path.is_dir() and not path.is_symlink()
        read = _from_folder(path, exercise) if is_folder else _from_file(path, name, exercise)
    except UnreadableSubmission as reason:
        raise UnreadableSubmission(_sentence(name, reason)) from reason
    if read.unclear and not may_guess:
        raise HalvesDiffer(read.unclear)
    return Submission(
        name=name,
        student=student_of(name, is_folder=is_folder),
        cells=read.cells,
        digest=read.digest,
        source=read.source,
        notes=read.notes[:_MOST_NOTES],
    )


class _Inside(UnreadableSubmission):
    """A reason that already names the file within the folder or zip that it is about."""


def _sentence(name: str, reason: UnreadableSubmission) -> str:
    return f"{reason}." if isinstance(reason, _Inside) else f"{shown(name)} {reason}."


def _from_file(path: Path, name: str, exercise: str) -> _Read:
    ending = ending_of(name)
    if ending == ".zip":
        with opened(path) as file, files_in_zip(file) as candidates:
            return _from_candidates(candidates, exercise, where=name)
    if ending not in ENDINGS:
        with opened(path):  # a link or a pipe is called what it is
            raise UnreadableSubmission("is no .py, .ipynb or .zip file")
    return _cut(name, read_file(path, _MOST_BYTES[ending]))


def _from_folder(folder: Path, exercise: str) -> _Read:
    candidates, notes = files_below(folder)
    exercises = [candidate for candidate in candidates if candidate.ending != ".zip"]
    zips = _named_like(exercise, [candidate for candidate in candidates if candidate.ending == ".zip"])
    if exercises or len(zips) != 1:
        return _from_candidates(candidates, exercise, where=folder.name, notes=notes)
    try:
        read = _from_file(folder / zips[0].name, zips[0].name, exercise)
    except UnreadableSubmission as reason:
        inside = reason if isinstance(reason, _Inside) else f"{shown(zips[0].name)} {reason}"
        raise _Inside(f"{inside}, in {shown(folder.name)}") from reason
    return _with(read, source=f"{zips[0].name}/{read.source}", notes=notes)


def _from_candidates(
    candidates: Sequence[Candidate], exercise: str, *, where: str, notes: Sequence[str] = ()
) -> _Read:
    """Choose among the files of a folder or zip, and read the choice."""
    exercises = [candidate for candidate in candidates if candidate.ending != ".zip"]
    if not exercises:
        instead = (
            f" but {shown(candidates[0].name)}, another zip"
            if candidates
            else "".join(f" ({note})" for note in notes[:1])
        )
        raise UnreadableSubmission(f"holds no .py or .ipynb file{instead}")
    own = _not_for_colab(exercises)
    chosen = _named_like(exercise, own)
    passed = [f"{shown(c.name)}: passed over, not named like the exercise" for c in _others(own, than=chosen)]
    if len(chosen) == 1:
        read = _from_candidate(chosen[0], where)
    elif _is_pair(chosen):
        read = _from_pair(chosen, where)
    else:
        names = ", ".join(shown(candidate.name) for candidate in chosen[:3])
        raise UnreadableSubmission(f"holds {len(chosen)} files that could be the exercise: {names}")
    return _with(read, source=read.source, notes=[*notes, *passed])


def _others(candidates: Sequence[Candidate], *, than: Sequence[Candidate]) -> list[Candidate]:
    known = set(than)  # a zip may list thousands
    return [candidate for candidate in candidates if candidate not in known]


def _not_for_colab(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return those outside ``colab``, where students are given a copy to upload, if there are any."""
    outside = [c for c in candidates if "colab" not in PurePosixPath(c.name).parts[:-1]]
    return outside or candidates


def _named_like(exercise: str, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return those with the exercise's name if there are any, otherwise all."""
    wanted = exercise.casefold()
    return [c for c in candidates if PurePosixPath(c.name).stem.casefold() == wanted] or candidates


def _is_pair(candidates: Sequence[Candidate]) -> bool:
    return (
        len(candidates) == 2
        and {candidate.ending for candidate in candidates} == {".py", ".ipynb"}
        and len({PurePosixPath(candidate.name).with_suffix("") for candidate in candidates}) == 1
    )


def _from_pair(pair: Sequence[Candidate], where: str) -> _Read:
    """Read the half that the student worked on."""
    halves: list[_Read] = []
    reasons: list[UnreadableSubmission] = []
    for candidate in sorted(pair, key=lambda candidate: candidate.ending, reverse=True):  # the .py first
        try:
            halves.append(_from_candidate(candidate, where))
        except UnreadableSubmission as reason:
            reasons.append(reason)
    if not halves:
        raise reasons[0]
    if len(halves) == 1:
        return _with(
            halves[0], source=halves[0].source, notes=[f"read {shown(halves[0].source)}: {reasons[0]}"]
        )
    script, notebook = halves
    if code_lines(script.cells) == code_lines(notebook.cells):
        return script
    chosen, why = _only_changed(script, notebook) or (None, "")
    unclear = ""
    if chosen is None:
        changed = (
            "both changed and differ" if notebook.record else "differ, and nothing tells which one changed"
        )
        unclear = f"{shown(script.source)} and {shown(notebook.source)} {changed}"
        chosen, why = _newer(script, notebook)
    note = f"both halves of the pair are there and differ: read {shown(chosen.source)}, {why}"
    return dataclasses.replace(chosen, notes=(note,), unclear=unclear)


def _only_changed(script: _Read, notebook: _Read) -> tuple[_Read, str] | None:
    """Return the one half that changed since both agreed, by the notebook's record, if it tells."""
    if notebook.record is None:
        return None
    changed = [
        half
        for half, digest in ((script, notebook.record.py), (notebook, notebook.record.ipynb))
        if code_digest(half.cells) != digest
    ]
    match changed:
        case []:  # only a notebook keeps what stands behind a magic such as %time
            return notebook, "the notebook; neither changed since they were synced"
        case [half]:
            return half, "which alone changed since they were synced"
    return None


def _newer(script: _Read, notebook: _Read) -> tuple[_Read, str]:
    if abs(script.modified - notebook.modified) > _SAME_MOMENT:
        return max(script, notebook, key=lambda half: half.modified), "the newer one"
    left = {
        half.source: sum(c.source.count("NotImplementedError") for c in half.cells)
        for half in (script, notebook)
    }
    if left[script.source] != left[notebook.source]:
        return min(
            script, notebook, key=lambda half: left[half.source]
        ), "which has fewer stubs left; both are of one moment"
    return notebook, "the notebook; both are of one moment"


def _from_candidate(candidate: Candidate, where: str) -> _Read:
    try:
        read = _cut(candidate.name, candidate.read(_MOST_BYTES[candidate.ending]))
    except UnreadableSubmission as reason:
        raise _Inside(f"{shown(candidate.name)} in {shown(where)} {reason}") from reason
    return dataclasses.replace(read, modified=candidate.modified)


def _cut(name: str, data: bytes) -> _Read:
    """Cut a file into its code cells."""
    if ending_of(name) == ".py":
        cells, record = python_cells(python_text(data)), None
    else:
        cells, record = notebook_parts(data)
    if not cells:
        raise UnreadableSubmission("holds no code to run")
    return _Read(cells, hashlib.sha256(data).digest(), name, record=record)


def _with(read: _Read, *, source: str, notes: Sequence[str]) -> _Read:
    return dataclasses.replace(read, source=source, notes=(*read.notes, *notes))
