"""What somebody has to install for an exercise: the kit, and what the kit stands on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Final

from autograder import __version__

__all__ = ["kit_requirement", "lower_bounds", "requirements_text"]

_DISTRIBUTION: Final = "autograder-kit"
_CHECKOUT: Final = Path(__file__).parents[2] / "pyproject.toml"


def kit_requirement() -> str:
    """Return the requirement for this very version of the kit."""
    return f"{_DISTRIBUTION}=={__version__}"


def lower_bounds() -> tuple[str, ...]:
    """Return what the kit requires, each from its oldest version that was tested, sorted.

    It comes from the installed kit, or from the ``pyproject.toml`` above one that runs from its sources.
    """
    return tuple(sorted(line.casefold().strip() for line in _required()))


def _required() -> Sequence[str]:
    try:
        found = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        text = _CHECKOUT.read_text(encoding="utf-8") if _CHECKOUT.is_file() else ""
        found = list(tomllib.loads(text).get("project", {}).get("dependencies", []))
    return [line for line in found if not re.search(r";.*\bextra\b", line)]


def requirements_text(kit: str, *, comment: str) -> str:
    """Return the text of a ``requirements.txt``; where packages come from is up to who installs them.

    Args:
        kit: The requirement for the kit.
        comment: Its first line.
    """
    return "\n".join((f"# {comment}", kit, *lower_bounds())) + "\n"
