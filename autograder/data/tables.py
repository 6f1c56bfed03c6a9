"""A CSV file of numbers with a header → an array, or one sentence that says what is wrong with it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import UsageError

__all__ = ["read_table"]


def read_table(path: Path, columns: Sequence[str], *, rows: int | None = None) -> np.ndarray[Any, Any]:
    """Return the numbers of a table, float64 of shape ``(rows, len(columns))``.

    Args:
        path: The CSV file; its first line names the columns.
        columns: The names that the header must hold, in order.
        rows: How many rows there must be, if that is known.

    Raises:
        UsageError: The file is missing or no text, its columns are others, a row is no row of numbers, or
            rows are missing.
    """
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file.") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    if not lines or lines[0] != list(columns):
        found = ",".join(lines[0])[:200] if lines else "nothing"
        raise UsageError(f"{path}:1: expected the columns {','.join(columns)}, found {found}")
    table = list(_numbers(path, lines[1:], len(columns)))
    if rows is not None and len(table) != rows:
        raise UsageError(f"{path}: {len(table)} of {rows} rows are there; copy the file again.")
    return np.asarray(table, np.float64).reshape(-1, len(columns))


def _numbers(path: Path, lines: Sequence[Sequence[str]], count: int) -> Iterator[list[float]]:
    for number, line in enumerate(lines, start=2):
        try:
            row = [float(field) for field in line]
        except ValueError:
            row = []
        if len(row) != count:
            raise UsageError(f"{path}:{number}: expected {count} numbers, found {','.join(line)[:200]!r}")
        yield row
