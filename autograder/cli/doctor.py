"""``autograder doctor``."""

from __future__ import annotations

from argparse import Namespace

from rich.console import Console
from rich.text import Text

from autograder.sandbox.doctor import examine

__all__ = ["run"]


def run(arguments: Namespace) -> int:
    """Try out the machine; see ``autograder doctor --help``."""
    del arguments
    console = Console(highlight=False, soft_wrap=True)
    well = True
    for finding in examine():
        well = well and finding.ok
        mark, style = ("✓", "green") if finding.ok else ("✗", "red")
        console.print(Text.assemble((mark, style), f" {finding.name}: {finding.found}"))
        if finding.advice:
            console.print(Text(f"  {finding.advice}", "" if finding.ok else "bold"))
    return 0 if well else 1
