"""``autograder data prepare``."""

from __future__ import annotations

import os
from argparse import Namespace

from autograder.data import prepare

__all__ = ["run"]


def run(arguments: Namespace) -> int:
    """Make a dataset ready; see ``autograder data prepare --help``."""
    # What TensorFlow says of missing graphics cards helps nobody here.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    prepare(arguments.name, source=arguments.source, report=print)
    return 0
