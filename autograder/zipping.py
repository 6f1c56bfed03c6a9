"""Files → a zip whose bytes depend on nothing but theirs."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping

__all__ = ["zip_bytes"]

_FIRST_DAY = datetime.date(1980, 1, 1)
"""The first day that a zip can tell."""


def zip_bytes(files: Mapping[str, bytes], *, day: datetime.date = _FIRST_DAY) -> bytes:
    """Return a zip of the files, sorted by path; the same files give the same bytes on every machine.

    Args:
        files: Content of each file by its path inside the zip, with ``/`` between folders.
        day: The date of every file, at midnight. Left out where it is nobody's business.
    """
    moment = (day.year, day.month, day.day, 0, 0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3  # otherwise it tells Windows from the others
            entry.external_attr = 0o100644 << 16
            # Stored as they are: what compressors make differs from one version of zlib to the next.
            made.writestr(entry, files[name])
    return buffer.getvalue()
