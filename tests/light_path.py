"""Where commands find the kit, and in place of TensorFlow a stand-in that is imported at once."""

import os
from pathlib import Path

__all__ = ["LEAN", "LIGHT", "LIGHT_PATH"]

_TESTS = Path(__file__).parent
LEAN = _TESTS / "light" / "lean"
"""Folder that hides a package which is slow to import and which nothing here needs."""
# A worker looks for packages in folders of this name alone, in their order.
LIGHT = _TESTS / "light" / "site-packages"
"""Folder of the stand-in for TensorFlow."""
LIGHT_PATH = os.pathsep.join(map(str, (_TESTS.parent, LIGHT)))
"""``PYTHONPATH`` for a command on exercises that use no TensorFlow, whose import takes seconds."""
