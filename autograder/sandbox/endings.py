"""How a process ended, in words."""

from __future__ import annotations

import signal

from autograder.errors import Crashed, LimitExceeded, WorkerLost

__all__ = ["crashed_by", "ended"]

_FATAL = 0xC000_0000
"""Exit codes of Windows from here on are errors of the system, such as access to foreign memory."""


def ended(code: int) -> WorkerLost:
    """Return, as an exception, how a worker had ended.

    Args:
        code: Its exit code, or minus the number of the signal that ended it.
    """
    if code < 0:
        return crashed_by(-code)
    if code >= _FATAL:
        return Crashed(f"was ended by the system (error 0x{code:08X})")
    return Crashed(f"ended its process itself (exit code {code})")


def crashed_by(number: int) -> WorkerLost:
    """Return, as an exception, that a signal ended a worker."""
    if number == getattr(signal, "SIGXCPU", None):  # not everywhere
        return LimitExceeded("used more CPU time than allowed")
    name = signal.Signals(number).name if number in signal.valid_signals() else str(number)
    return Crashed(f"was ended by signal {name}")
