"""What a notebook says about the last moment at which both halves of its pair agreed.

It stands in the notebook's metadata, and so it is the student's word about their own work: it can only choose
between two files that are both theirs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from autograder.model import Cell
from autograder.submission.percent import holds_code

__all__ = ["RECORD_KEY", "Record", "code_digest", "code_lines", "plain_record", "record_in"]

RECORD_KEY: Final = "autograder"
"""Key of the notebook's metadata."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Record:
    """Digests of both halves of a pair as they were when they agreed."""

    synced: str
    """Of all cells, text included, which were the same in both."""
    py: str
    """Of the code of the script as graders read it."""
    ipynb: str
    """Of the code of the notebook as graders read it, which keeps a little more: ``%time x = f()``, say."""


def record_in(metadata: object) -> Record | None:
    """Return the record in a notebook's metadata, or None if there is none that can be used."""
    plain = metadata.get(RECORD_KEY) if isinstance(metadata, dict) else None
    if not isinstance(plain, dict):
        return None
    digests = [plain.get(key) for key in ("synced", "py", "ipynb")]
    found = [one for one in digests if isinstance(one, str) and _DIGEST.fullmatch(one)]
    return Record(*found) if len(found) == len(digests) else None


def plain_record(record: Record) -> Mapping[str, str]:
    """Return a record as it stands in the metadata."""
    return {"synced": record.synced, "py": record.py, "ipynb": record.ipynb}


def code_lines(cells: Iterable[Cell]) -> list[str]:
    """Return the lines that hold code, without what is blank at their ends."""
    return [line.rstrip() for cell in cells for line in cell.source.split("\n") if holds_code(line)]


def code_digest(cells: Iterable[Cell]) -> str:
    """Return the digest of the code, whatever comments and blank lines stand around it."""
    return hashlib.sha256("\n".join(code_lines(cells)).encode()).hexdigest()
