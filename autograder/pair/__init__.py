"""The two halves of a Jupytext pair as data: which one changed, and carrying it over to the other.

What changed is told by content, never by time stamps, which unpacking, copying and synchronised folders
change at will: the notebook's metadata record a digest of the cells at the moment both halves agreed.
Jupytext and nbformat are imported only when something is read or written.

::

    find
    halves ─┬─ compare
            └─ carry
"""

from __future__ import annotations

from autograder.pair.carry import LANGUAGE, notebook_from, script_from, stamp, stamped
from autograder.pair.compare import Difference, PairState, differences, state_of
from autograder.pair.find import PairPaths, exercise_files, find_pair
from autograder.pair.halves import Half, PairCell, read_notebook_half, read_script_half

__all__ = [
    "LANGUAGE",
    "Difference",
    "Half",
    "PairCell",
    "PairPaths",
    "PairState",
    "differences",
    "exercise_files",
    "find_pair",
    "notebook_from",
    "read_notebook_half",
    "read_script_half",
    "script_from",
    "stamp",
    "stamped",
    "state_of",
]
