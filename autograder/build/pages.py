"""Texts for people that go into the zips: a template of this folder, filled in."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

__all__ = ["day_and_time", "page"]


def page(template: str, **words: Any) -> str:
    """Return a template's text with its words put in.

    Args:
        template: Name of the file beside this one.
        words: What the template names; it may name nothing else.
    """
    import jinja2

    # Markdown: nothing is escaped.
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    text = (Path(__file__).parent / template).read_text(encoding="utf-8")
    return environment.from_string(text).render(**words)


def day_and_time(moment: datetime.datetime) -> str:
    """Return a moment as people of every country read it, such as ``2026-10-09, 23:59 (CEST)``."""
    return f"{moment:%Y-%m-%d, %H:%M} ({moment.tzname()})" if moment.tzinfo else f"{moment:%Y-%m-%d, %H:%M}"
