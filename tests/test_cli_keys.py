"""Keys where POSIX has none: Windows asks its console. A stand-in tells what that console would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = """\
import sys, types
typed = list({typed!r})
sys.modules["termios"] = sys.modules["tty"] = None
sys.modules["msvcrt"] = types.SimpleNamespace(kbhit=lambda: bool(typed), getwch=lambda: typed.pop(0))
from autograder.cli.keys import keyboard
stream = dict(closed=False, isatty=lambda: {terminal}, write=lambda text: None, flush=lambda: None)
sys.stdin = sys.stdout = types.SimpleNamespace(**stream)
with keyboard() as read:
    print(*[ascii(read(0.05)) for _ in range({count})] if read else ["no keys"], file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("typed", "terminal", "said"),
    [
        ("hN", True, "'h' 'n' ''"),
        ("\xe0qq", True, "'' 'q' ''"),  # an arrow, whose second half looks like a letter
        ("h\x03", True, "KeyboardInterrupt"),
        ("h", False, "no keys"),
    ],
)
def test_keys_come_from_the_console_of_windows(typed: str, terminal: bool, said: str) -> None:
    program = PROGRAM.format(typed=typed, terminal=terminal, count=3)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr.strip().splitlines()[-1] == said
