"""What the words of every command are made of."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable
from typing import NoReturn

__all__ = ["Parser", "lazily"]


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and end with exit code 2."""
        print(f"{self.prog}: {message} (see {self.prog} --help)", file=sys.stderr)
        sys.exit(2)


def lazily(name: str) -> Callable[[argparse.Namespace], int]:
    """Return a function that imports the command's module only when it runs."""

    def run(arguments: argparse.Namespace) -> int:
        return int(importlib.import_module(f"autograder.cli.{name}").run(arguments))

    return run
