"""Bytes that should be text."""

from __future__ import annotations

import codecs
import re

from autograder.errors import UnreadableSubmission
from autograder.submission.names import shown

__all__ = ["decoded", "normalised", "python_text"]

_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # those of UTF-32 hold NUL bytes
_COOKIE = re.compile(r"[ \t\f]*\#[^\n]*?coding[:=][ \t]*([-\w.]+)")
_FIRST_LINE = re.compile(r"[ \t\f]*(?:\#[^\n]*)?\n")
_NEVER_IN_SOURCE = re.compile("[\0\ud800-\udfff]")


def decoded(data: bytes) -> str:
    """Return UTF-8 text, with or without a byte-order mark, as a string.

    Raises:
        UnreadableSubmission: It is empty, binary or in another encoding.
    """
    if not data.strip():
        raise UnreadableSubmission("is empty")
    if data.startswith(_OTHER_MARKS):
        raise UnreadableSubmission("is UTF-16 text; save it as UTF-8")
    if b"\0" in data:
        raise UnreadableSubmission("is binary, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{data[error.start]:02X} in line {line}"
        raise UnreadableSubmission(f"is not UTF-8 text ({found}); save it as UTF-8") from error


def normalised(text: str) -> str:
    r"""Return text with ``\n`` for every kind of line break, and nothing that no source may hold."""
    return _NEVER_IN_SOURCE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def python_text(data: bytes) -> str:
    """Return the text of a Python file.

    Raises:
        UnreadableSubmission: It is no UTF-8 text, or is declared to be in another encoding.
    """
    text = normalised(decoded(data))
    if not text.strip():
        raise UnreadableSubmission("is empty")
    declared = _declared_encoding(text)
    if re.sub(r"[-_]", "", declared).lower() not in {"utf8", "utf8sig", "ascii", "usascii"}:
        raise UnreadableSubmission(f"is declared as {shown(declared, length=20)} text; save it as UTF-8")
    if text.lstrip().startswith("{") and '"nbformat"' in text:
        raise UnreadableSubmission("is a notebook with the ending .py; rename it to .ipynb")
    return text


def _declared_encoding(text: str) -> str:
    """Return what a comment in one of the first two lines declares, as PEP 263 has it, or UTF-8."""
    first = _FIRST_LINE.match(text)
    cookie = _COOKIE.match(text) or (_COOKIE.match(text, first.end()) if first else None)
    return cookie[1] if cookie else "utf-8"
