"""``autograder doctor``."""

from __future__ import annotations

import itertools
import os
from argparse import Namespace

from rich.console import Console
from rich.text import Text

from autograder.data import is_prepared
from autograder.sandbox.doctor import Finding, examine

__all__ = ["run"]


def run(arguments: Namespace) -> int:
    """Try out the machine; see ``autograder doctor --help``."""
    del arguments
    console = Console(highlight=False, soft_wrap=True)
    well = True
    for finding in itertools.chain(examine(), [_data_sets()]):
        well = well and finding.ok
        mark, style = ("✓", "green") if finding.ok else ("✗", "red")
        console.print(Text.assemble((mark, style), f" {finding.name}: {finding.found}"))
        if finding.advice:
            console.print(Text(f"  {finding.advice}", "" if finding.ok else "bold"))
    return 0 if well else 1


def _data_sets() -> Finding:
    """Look for the pictures of 04_fashion_mnist; without the real ones the drawings serve."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        found = {name: is_prepared(name) for name in ("fashion_mnist", "fashion_sketch")}
    except (ImportError, OSError) as error:
        advice = "pip install tensorflow-datasets, in the environment of this command."
        return Finding("data sets", ok=False, found=str(error), advice=advice)
    words = {"fashion_mnist": "downloaded on request", "fashion_sketch": "drawn on first use"}
    told = ", ".join(f"{name} {'ready' if ready else words[name]}" for name, ready in found.items())
    advice = "" if found["fashion_mnist"] else "For the real pictures: autograder data prepare fashion_mnist."
    return Finding("data sets", ok=True, found=told, advice=advice)
