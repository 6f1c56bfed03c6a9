"""Where commands find the kit, and in place of TensorFlow a stand-in that is imported at once."""

import os
from pathlib import Path

__all__ = ["LIGHT_PATH"]

_TESTS = Path(__file__).parent
# A worker looks for packages in folders of this name alone, in their order.
LIGHT_PATH = os.pathsep.join([str(_TESTS.parent), str(_TESTS / "light" / "site-packages")])
"""``PYTHONPATH`` for a command on exercises that use no TensorFlow, whose import takes seconds."""
