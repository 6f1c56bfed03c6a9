"""One submission: which file of it is the exercise, and its cells."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from autograder.errors import HalvesDiffer, SeveralExercises, UnreadableSubmission
from autograder.model import Cell, Submission
from autograder.submission.archive import files_in_zip
from autograder.submission.files import Candidate, files_below, opened, read_file, refusals
from autograder.submission.names import ENDINGS, ending_of, shown, student_of
from autograder.submission.notebook import notebook_parts
from autograder.submission.percent import Parts, python_parts
from autograder.submission.record import Record, code_digest, code_lines
from autograder.submission.text import python_text

__all__ = ["read_submission"]

_MOST_BYTES = {".py": 2 << 20, ".ipynb": 64 << 20}
_SAME_MOMENT = 2.0  # seconds: what a zip can tell apart
_MOST_NOTES = 20
_MOST_RIVALS = 8
"""So many other files are looked into, to tell which one was worked on."""
_DEFINITION = re.compile(
    r"^(?:async[ ]+)?(?:def|class)[ ]+(?P<name>\w+)[^\n]*+\n?(?:(?:[ \t)\]}][^\n]*+)?+\n)*+(?:[ \t][^\n]*+)?",
    re.MULTILINE,
)
"""A definition in the first column, with the lines that are indented or blank below it."""


@dataclass(frozen=True, slots=True)
class _Read:
    """The file that was chosen, cut into cells."""

    parts: Parts
    digest: bytes
    source: str
    modified: float = 0.0
    notes: tuple[str, ...] = ()
    record: Record | None = None
    """What a notebook says about its pair."""
    unclear: str = ""
    """In what the choice was a guess: both halves of the pair may hold new work; otherwise empty."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The code cells that run."""
        return self.parts.cells


def read_submission(path: Path, *, exercise: str, may_guess: bool = True) -> Submission:
    """Read what one student handed in.

    A folder or a zip must hold one ``.py`` or ``.ipynb``, or the two halves of one pair; a folder may
    hold one zip instead. Files named like the exercise come before others, unless nothing is written
    in them yet and one other file, or zip, answers the exercise; what lies in ``tests/`` does not count,
    and what lies in ``colab/`` only where there is nothing else. Of a pair in which both
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
        if count := _count_of(reason):
            raise SeveralExercises(_sentence(name, reason), count) from reason
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
        aside=read.parts.aside,
        form=read.parts.form,
        left_out=read.parts.left_out,
    )


class _Inside(UnreadableSubmission):
    """A reason that already names the file within the folder or zip that it is about."""


def _sentence(name: str, reason: UnreadableSubmission) -> str:
    return f"{reason}." if isinstance(reason, _Inside) else f"{shown(name)} {reason}."


def _count_of(reason: BaseException | None) -> int:
    """Return how many files could be the exercise, if that is why nothing was read, within a zip as well."""
    if isinstance(reason, SeveralExercises):
        return reason.count
    return _count_of(reason.__cause__) if reason else 0


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
    zips = [candidate for candidate in candidates if candidate.ending == ".zip"]
    packed = [_Choice([one], partial(_from_zip_in, folder, one.name)) for one in zips]
    if len(zips) == len(candidates):
        packed = _named_like(exercise, packed)
        if len(packed) == 1:
            read = packed[0].read()
            return _with(read, source=read.source, notes=notes)
    return _from_candidates(candidates, exercise, where=folder.name, notes=notes, packed=packed)


def _from_zip_in(folder: Path, name: str) -> _Read:
    """Read a zip that lies in a student's folder."""
    try:
        read = _from_file(folder / name, name, "")
    except UnreadableSubmission as reason:
        inside = reason if isinstance(reason, _Inside) else f"{shown(name)} {reason}"
        raise _Inside(f"{inside}, in {shown(folder.name)}") from reason
    return _with(read, source=f"{name}/{read.source}", notes=())


@dataclass(frozen=True, slots=True)
class _Choice:
    """What may be the exercise: a file, the two halves of a pair, or a zip."""

    files: Sequence[Candidate]
    """Its files."""
    read: Callable[[], _Read]
    """Reads it."""

    @property
    def name(self) -> str:
        """Names of its files."""
        return " and ".join(shown(file.name) for file in self.files)

    def holds(self, source: str) -> bool:
        """Say whether that file is one of its own, or lies in its zip."""
        return any(source == file.name or source.startswith(f"{file.name}/") for file in self.files)


def _from_candidates(
    candidates: Sequence[Candidate],
    exercise: str,
    *,
    where: str,
    notes: Sequence[str] = (),
    packed: Sequence[_Choice] = (),
) -> _Read:
    """Choose among the files of a folder or zip, and read the choice."""
    exercises = [candidate for candidate in candidates if candidate.ending != ".zip"]
    if not exercises:
        instead = (
            f" but {shown(candidates[0].name)}, another zip"
            if candidates
            else "".join(f" ({note})" for note in notes[:1])
        )
        reason = f"holds no .py or .ipynb file{instead}"
        if len(candidates) > 1:
            raise SeveralExercises(reason, len(candidates))
        raise UnreadableSubmission(reason)
    choices = _choices(_not_for_colab(exercises), where)
    named = _named_like(exercise, choices)
    known = set(map(id, named))  # a zip may list thousands
    others = [choice for choice in (*choices, *packed) if id(choice) not in known]
    if len(named) == 1:
        read, why = _worked_on(named[0], others)
    else:
        read, why = _only_one_worked_on(named)
    left = [choice for choice in (*named, *others) if not choice.holds(read.source)]
    passed = [f"{choice.name}: passed over, {why}" for choice in left[:_MOST_NOTES]]
    return _with(read, source=read.source, notes=[*notes, *passed])


def _choices(candidates: Sequence[Candidate], where: str) -> list[_Choice]:
    """Return what the files are, the halves of a pair together."""
    by_stem: dict[PurePosixPath, list[Candidate]] = {}
    for candidate in candidates:
        by_stem.setdefault(PurePosixPath(candidate.name).with_suffix(""), []).append(candidate)
    choices: list[_Choice] = []
    for files in by_stem.values():
        if len(files) == 2 and {one.ending for one in files} == {".py", ".ipynb"}:
            choices.append(_Choice(files, partial(_from_pair, files, where)))
        else:
            choices += [_Choice([one], partial(_from_candidate, one, where)) for one in files]
    return choices


def _worked_on(named: _Choice, others: Sequence[_Choice]) -> tuple[_Read, str]:
    """Return what is named like the exercise, or, where that is untouched, the one other that is not."""
    read = named.read()
    if not others or not _is_untouched(read):
        return read, "not named like the exercise"
    rivals = [rival for choice in others[:_MOST_RIVALS] if (rival := _rival(choice, read))]
    if len(rivals) > 1:
        raise _several(named.name, *(shown(rival.source) for rival in rivals))
    if rivals:
        return rivals[0], "the untouched exercise, or not the exercise"
    return read, "not named like the exercise"


def _rival(choice: _Choice, exercise: _Read) -> _Read | None:
    """Return another file if it holds an answer to the same exercise, or None."""
    try:
        read = choice.read()
    except UnreadableSubmission:
        return None
    asked, defined = set(_defined(exercise)), set(_defined(read))
    return read if 2 * len(asked & defined) > len(asked) and not _is_untouched(read) else None


def _only_one_worked_on(choices: Sequence[_Choice]) -> tuple[_Read, str]:
    """Return the only one of several that is not untouched.

    Raises:
        UnreadableSubmission: There is none, or more than one.
    """
    if len(choices) <= _MOST_RIVALS:
        reads = [choice.read() for choice in choices]
        worked = [read for read in reads if not _is_untouched(read)]
        if len(worked) == 1 and all(
            2 * len(_shared(worked[0], read)) > len(_defined(read)) for read in reads
        ):
            return worked[0], "the untouched exercise"
    raise _several(*(shown(file.name) for choice in choices for file in choice.files))


def _shared(one: _Read, other: _Read) -> set[str]:
    return set(_defined(one)) & set(_defined(other))


def _several(*names: str) -> SeveralExercises:
    some = ", ".join(names[:3])
    return SeveralExercises(f"holds {len(names)} files that could be the exercise: {some}", len(names))


def _defined(read: _Read) -> dict[str, bool]:
    """Return the functions and classes at the top of the cells, and whether each is still a stub."""
    found: dict[str, bool] = {}
    for cell in read.cells:
        for definition in _DEFINITION.finditer(cell.source):
            found[definition["name"]] = "NotImplementedError" in definition[0]
    return found


def _is_untouched(read: _Read) -> bool:
    """Say whether nothing of an exercise is written yet."""
    defined = _defined(read)
    return bool(defined) and all(defined.values())


def _not_for_colab(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return those outside ``colab``, where students are given a copy to upload, if there are any."""
    outside = [c for c in candidates if "colab" not in PurePosixPath(c.name).parts[:-1]]
    return outside or candidates


def _named_like(exercise: str, choices: list[_Choice]) -> list[_Choice]:
    """Return those with the exercise's name if there are any, otherwise all."""
    wanted = exercise.casefold()
    named = [one for one in choices if PurePosixPath(one.files[0].name).stem.casefold() == wanted]
    return named or choices


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
        text = python_text(data)
        parts, record = python_parts(text), None
    else:
        parts, record = notebook_parts(data)
    if not parts.cells:
        raise UnreadableSubmission("holds no code to run")
    return _Read(parts, hashlib.sha256(data).digest(), name, record=record)


def _with(read: _Read, *, source: str, notes: Sequence[str]) -> _Read:
    return dataclasses.replace(read, source=source, notes=(*read.notes, *notes))
