"""Zip files, read in memory under limits; nothing is ever extracted to disk."""

from __future__ import annotations

import copy
import errno
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from autograder.errors import GraderFault, UnreadableSubmission
from autograder.submission.files import Candidate, is_candidate, read_at_most
from autograder.submission.names import is_dropping, shown

__all__ = ["files_in_zip"]

_MOST_ENTRIES = 10_000
_LARGEST_READ = 8 << 20
_HARMLESS = {0, stat.S_IFREG, stat.S_IFDIR}
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|\Z)|.*\0", re.DOTALL)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError,
    NotImplementedError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip


class _Frugal(io.BufferedReader):
    """A file of which ``zipfile`` cannot read its list of entries if that is absurdly long."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read ``size`` bytes, or to the end; raise for more than 8 MiB at once."""
        wanted = _LARGEST_READ + 1 if size is None or size < 0 else min(size, _LARGEST_READ + 1)
        data = super().read(wanted)
        if len(data) > _LARGEST_READ:
            raise UnreadableSubmission(f"holds more than {_MOST_ENTRIES} files")
        return data


@contextmanager
def files_in_zip(file: io.RawIOBase) -> Iterator[list[Candidate]]:
    """Open a zip and yield the files that may be the exercise; they can be read until it is closed.

    Only deflated and stored entries are read: the other methods unpack any amount at once.

    Raises:
        UnreadableSubmission: It is no zip, is cut off, is encrypted or lists too many files, or an
            entry is a link or leads out of the folder. Reading a candidate raises it for a wrong
            checksum or size.
    """
    with _broken("is not a zip, or is cut off"):
        archive = zipfile.ZipFile(_Frugal(file))
    with archive:
        # What an environment or a system left there is no part of the work, however much it is.
        entries = [entry for entry in archive.infolist() if not _is_dropped(_path(entry))]
        if len(entries) > _MOST_ENTRIES:
            raise UnreadableSubmission(f"holds more than {_MOST_ENTRIES} files")
        for entry in entries:
            _refuse_danger(entry)
        yield [
            _candidate(archive, entry)
            for entry in entries
            if is_candidate(_path(entry)) and not _path(entry).endswith("/")
        ]


def _is_dropped(path: str) -> bool:
    return any(is_dropping(part) for part in path.split("/") if part not in (".", ".."))


def _path(entry: zipfile.ZipInfo) -> str:
    return entry.orig_filename.replace("\\", "/")  # some programs on Windows write it so


def _refuse_danger(entry: zipfile.ZipInfo) -> None:
    name = shown(entry.orig_filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if _LEADS_OUT.match(entry.orig_filename):
        raise UnreadableSubmission(f"holds the path {name}, which leads out of its folder")
    if kind not in _HARMLESS and is_candidate(_path(entry)):
        raise UnreadableSubmission(f"holds {name}, a link or the like")
    if entry.flag_bits & 0x1:
        raise UnreadableSubmission("is encrypted")


def _candidate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Candidate:
    year, month, day, hour, minute, second = entry.date_time
    days = (year * 12 + month) * 31 + day  # a zip may hold the 31st of any month, which datetime refuses
    return Candidate(
        name=_path(entry),
        modified=((days * 24 + hour) * 60 + minute) * 60 + second,
        read=partial(_inflated, archive, entry),
    )


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """Unpack an entry, whatever it says about its size, as long as ``limit`` bytes will do."""
    if entry.compress_type not in _METHODS:
        raise UnreadableSubmission("is packed in an unusual way; make the zip with the usual tools")
    if entry.file_size > limit:
        raise UnreadableSubmission(f"is larger than {limit >> 20} MiB")
    unbelieving = copy.copy(entry)
    unbelieving.file_size = 2 * limit  # zipfile would stop at the size that is claimed, and call it the end
    with _broken("is broken or cut off within the zip"), archive.open(unbelieving) as file:
        data = read_at_most(file.read, limit)
    if len(data) != entry.file_size:
        raise UnreadableSubmission("is broken: it has another size than the zip says")
    return data


@contextmanager
def _broken(reason: str) -> Iterator[None]:
    """Say in a person's words what is wrong with a zip, or with a file in it."""
    try:
        yield
    except OSError as error:
        if error.errno not in {None, errno.EINVAL}:
            raise GraderFault(f"cannot read the zip: {error.strerror}") from error
        raise UnreadableSubmission(reason) from error
    except _BROKEN as error:
        checksum = "is broken: its checksum is wrong" if "CRC" in str(error) else None
        raise UnreadableSubmission(checksum or reason) from error
