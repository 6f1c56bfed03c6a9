"""Which libraries are there when the course's exercises are graded: what the kit itself is installed with."""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib import metadata
from typing import Final

__all__ = ["is_of_the_course"]

_KIT: Final = "autograder-kit"
_ALWAYS: Final = frozenset({"keras", "matplotlib", "numpy", "tensorflow", "tensorflow_datasets"})
"""What the exercises import: nothing has to be looked up for these."""
_ELSEWHERE: Final = ("google.colab", "kaggle_secrets", "kaggle_web_client")
"""What only a service has, also where a library of the course shares the first part of the name."""
_NAME: Final = re.compile(r"[\w.-]+")


def is_of_the_course(module: str) -> bool:
    """Say whether a module is Python's own or comes with what the kit is installed with.

    Where the kit runs from its sources, nothing tells, and every module counts.

    Args:
        module: Its full name, such as ``tensorflow.keras``.
    """
    if any(f"{module}.".startswith(f"{one}.") for one in _ELSEWHERE):
        return False
    first = module.partition(".")[0]
    if first in _ALWAYS or first in sys.stdlib_module_names or first == "__future__":
        return True
    needed = _needed()
    return not needed or any(_plain(one) in needed for one in _providers().get(first, ()))


@cache
def _providers() -> dict[str, list[str]]:
    return dict(metadata.packages_distributions())


@cache
def _needed() -> frozenset[str]:
    """Return the names of all distributions that the kit needs in the end; none if it is not installed."""
    found: set[str] = set()
    waiting = [_KIT]
    while waiting:
        name = _plain(waiting.pop())
        if name in found:
            continue
        try:
            asked = metadata.requires(name) or ()
        except metadata.PackageNotFoundError:
            continue  # for another system, say
        found.add(name)
        waiting += [
            found_name[0]
            for line in asked
            if "extra" not in line.partition(";")[2] and (found_name := _NAME.match(line))
        ]
    return frozenset(found)


def _plain(name: str) -> str:
    """Return a distribution's name as packages are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()
