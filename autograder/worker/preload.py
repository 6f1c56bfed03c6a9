"""Import what submissions need before the first of them runs."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

__all__ = ["preload"]


def preload(names: Iterable[str]) -> None:
    """Import modules, such as ``numpy``; after a colon may stand what a module loads only when it is used.

    Raises:
        ImportError: There is no such module; with a ``?`` at the end of its name it may be missing.
    """
    for name in names:
        module, _, attribute = name.rstrip("?").partition(":")
        try:
            target: Any = importlib.import_module(module)
            for part in attribute.split(".") if attribute else ():
                target = getattr(target, part)
        except (ImportError, AttributeError):
            if not name.endswith("?"):
                raise
