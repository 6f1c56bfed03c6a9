"""Names of handed-in files: whose they are, how to print them, and folders named after them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

__all__ = ["ENDINGS", "ending_of", "is_dropping", "safe_name", "safe_names", "shown", "student_of"]

ENDINGS = (".py", ".ipynb", ".zip")
"""Endings of the files that can be read, in lower case."""

_DROPPING = re.compile(
    r"""(?isx)  # whatever is hidden: .DS_Store, ._a.py, .a.py.swp, .ipynb_checkpoints
    \..* | .*~ | \#.*\# | ~\$.* | .*\.(?:bak|crdownload|orig|part|pyc|pyo|swo|swp|tmp)
    | __MACOSX | __pycache__ | Icon\r | Thumbs\.db | desktop\.ini | lost\+found | \$RECYCLE\.BIN
    | System\ Volume\ Information | submission_metadata\.yml | autograder-pictures
    | venv | virtualenv | node_modules | site-packages"""
)

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-()+,=@ ")
_PLAIN_FIRST = _PLAIN - frozenset(b".-+,=@ ")
_PLAIN_LAST = _PLAIN - frozenset(b". ")
# Devices on Windows whatever the ending, and what the results folder itself holds.
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9]|gradebook) *(?:\.|\Z)")
_LONGEST = 200


def student_of(name: str, *, is_folder: bool) -> str:
    """Return what stands before a file's ending; of a folder the whole name."""
    return name if is_folder else PurePath(name).stem


def ending_of(name: str) -> str:
    """Return a name's ending in lower case with its dot, or nothing."""
    return PurePath(name).suffix.lower()


def is_dropping(name: str) -> bool:
    """Whether an editor or a system, not a person, put a file of this name there."""
    return _DROPPING.fullmatch(name) is not None


def shown(name: str, *, length: int = 80) -> str:
    r"""Return a name that is safe to print: nothing invisible, and at most ``length`` characters.

    Control and format characters and bytes that are no UTF-8 appear as escapes such as ``\x1b``.
    """
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)
    return text if len(text) <= length else text[: length - 1] + "…"


def safe_name(name: str) -> str:
    """Return the name of the folder for a submission's results, one to one with ``name``.

    Plain names stay as they are. Bytes of UTF-8 other than ASCII letters, digits, inner spaces and
    ``_.-()+,=@`` become ``%`` and two hexadecimal digits, and so does a first byte that could be taken
    for an option, a formula or a hidden file, a last dot or space, and the first byte of a name that
    Windows or the results folder keeps for itself. What would be longer than 200 bytes is cut and
    ends in ``~`` and a digest of the whole, so that there is room for a suffix in the 255 that file
    systems allow. Neither ``%`` nor ``~`` is plain, hence no two names meet.

    Names that differ only by case stay different only where the file system minds case: use
    :func:`safe_names` for the names of a whole run.
    """
    raw = name.encode("utf-8", "surrogatepass")
    first = frozenset[int]() if _RESERVED.match(name) else _PLAIN_FIRST
    allowed = [first, *[_PLAIN] * (len(raw) - 2), _PLAIN_LAST] if len(raw) > 1 else [first & _PLAIN_LAST]
    safe = "".join(
        chr(byte) if byte in plain else f"%{byte:02X}" for byte, plain in zip(raw, allowed, strict=False)
    )
    if len(safe) > _LONGEST:
        return safe[:160] + "~" + hashlib.sha256(raw).hexdigest()[:32]
    return safe or "%"


def safe_names(names: Iterable[str]) -> dict[str, str]:
    """Return the folder of each name, different even where the file system does not mind case.

    Only names that meet another but for case, and are not all lower case, differ from
    :func:`safe_name`: they end in ``~`` and eight digits of their digest.
    """
    folders = {name: safe_name(name) for name in names}
    same = Counter(folder.lower() for folder in folders.values())
    return {
        name: folder if same[folder.lower()] == 1 or folder == folder.lower() else _marked(name, folder)
        for name, folder in folders.items()
    }


def _marked(name: str, folder: str) -> str:
    return f"{folder}~{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
