"""No line of a solution reaches the students.

The rule. Each line of each solution region is looked for in every text file that the build makes. It is
compared token by token, so that other spacing, a comment sign, a prompt or quotes around it hide nothing. It
is found wherever it stands: in given code, a comment, a docstring, Markdown, a test, a data file. The same
holds for what stands behind ``return`` or ``=`` in it, if that has 32 characters or more.

Not looked for are lines that say nothing alone: blank ones, comments, those under 12 characters without white
space, and those of names, numbers and commas only (``return model``, ``inputs, outputs,``).

A line that may be seen, since the given code says the same on purpose, ends in ``# GIVEN`` in the region::

    for _ in range(epochs):  # GIVEN

The notebook is made from the script line by line, so the script is searched for both. Hints are not searched:
who asks for the last one wants to hear nearly the line.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from autograder.build.stub import StubLine
from autograder.markers import Master

__all__ = ["leaks"]

_LEAST: Final = 12
_LEAST_VALUE: Final = 32
_ALLOWED: Final = re.compile(r"# GIVEN\s*$")
_TRIVIAL: Final = re.compile(r"(?:return |yield |del |global |nonlocal |import )?[\w.]+(?: ?, ?[\w.]+)* ?,?")
_VALUE: Final = re.compile(r"^(?:return |yield |[\w.\[\],\"' :]+? (?:[-+*/] )?= (?!=))(?P<value>.+)$")


def leaks(master: Master, script: Sequence[StubLine], files: Mapping[str, str]) -> tuple[str, ...]:
    """Return a line for each line of the solution that the student would get.

    Args:
        master: The master with its regions.
        script: The stub, whose lines know theirs in the master.
        files: Text of the other files by path, as messages name them.
    """
    given = [(f"line {line.origin} of this file", f" {_spaced(line.text)} ") for line in script]
    given += (
        (f"{path}:{number}", f" {_spaced(text)} ")
        for path, whole in files.items()
        for number, text in enumerate(whole.split("\n"), 1)
    )
    return tuple(
        f"{master.path}:{line}: this line of the solution would reach the students by {where}: take it out "
        f"there, or end it here with `# GIVEN` if they may see it"
        for line, forms in _secrets(master)
        for where in [next((where for where, text in given if any(form in text for form in forms)), None)]
        if where
    )


def _secrets(master: Master) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each line of the solution that says something, in the forms to look for."""
    for region in master.regions:
        for number, text in region.code:
            if _ALLOWED.search(text):
                continue
            whole = _spaced(_without_comment(text))
            if len(whole.replace(" ", "")) < _LEAST or _TRIVIAL.fullmatch(whole.replace(" . ", ".")):
                continue
            value = _VALUE.match(whole)
            forms = [whole]
            if value and len(value["value"].replace(" ", "")) >= _LEAST_VALUE:
                forms.append(value["value"])
            yield number, tuple(f" {form} " for form in forms)


def _spaced(text: str) -> str:
    """Return a line with exactly one space between its tokens."""
    return " ".join(re.findall(r"\w+|[^\w\s]", text))


def _without_comment(text: str) -> str:
    """Return a line of code without the comment at its end."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(text.strip()).readline):
            if token.type == tokenize.COMMENT:
                return text.strip()[: token.start[1]]
    except (tokenize.TokenError, SyntaxError):
        pass  # part of a statement of several lines: what was read so far held no comment
    return text
