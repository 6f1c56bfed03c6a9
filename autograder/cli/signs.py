"""Signs that old consoles and files do not know, and what stands for them there."""

from __future__ import annotations

import codecs
from typing import Final

__all__ = ["PLAIN_SIGNS"]

PLAIN_SIGNS: Final = "autograder-plain-signs"
"""Name of the way in which a stream writes signs that its encoding does not know; see ``codecs``."""

_PLAIN: Final = {
    "✓": "+",
    "✗": "x",
    "–": "-",
    "○": "o",
    "█": "#",
    "░": ".",
    "→": "->",
    "…": "...",
    "·": "-",
    "×": "x",
    "“": '"',
    "”": '"',
    "’": "'",
    "−": "-",
    "½": "1/2",
}


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for the signs that cannot be written, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign, "?") for sign in signs), error.end


codecs.register_error(PLAIN_SIGNS, _replaced)
