"""Files → a zip whose bytes depend on nothing but theirs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["zip_bytes"]

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell: when a file was packed is nobody's business."""


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of the files, sorted by path; the same files give the same bytes on every machine.

    Args:
        files: Content of each file by its path inside the zip, with ``/`` between folders.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system = 3  # otherwise it tells Windows from the others
            entry.external_attr = 0o100644 << 16
            # Stored as they are: what compressors make differs from one version of zlib to the next.
            made.writestr(entry, files[name])
    return buffer.getvalue()
