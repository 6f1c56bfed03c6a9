"""The limits of a submission in words, and which of them is behind an exception of its own."""

from __future__ import annotations

from autograder.errors import LimitExceeded, StudentRaised
from autograder.model import Limits
from autograder.sandbox.printed import size_in_words

__all__ = ["exceeded", "limit_behind"]


def exceeded(name: str, limits: Limits) -> LimitExceeded:
    """Return, as an exception, that the limit of this name was hit."""
    seconds = f"{limits.cpu_seconds:g} second{'' if limits.cpu_seconds == 1 else 's'}"
    texts = {
        "cpu": f"used more than {seconds} of CPU time",
        "descriptors": "had more than 1,024 files and sockets open",
        "disk": f"wrote more than {size_in_words(limits.disk_mb)} of files",
        "memory": f"used more than {size_in_words(limits.memory_mb)} of memory",
        "processes": f"started more than {limits.processes} processes and threads",
    }
    return LimitExceeded(texts[name])


def limit_behind(error: StudentRaised, limits: Limits) -> LimitExceeded | None:
    """Return the limit that the kernel enforced with this exception, if it is one of those.

    What the worker says is testimony, and a submission may say so without need; it loses its worker by that.
    """
    if error.kind in ("MemoryError", "_ArrayMemoryError"):
        return exceeded("memory", limits)
    if error.text == "can't start new thread" or (
        error.kind == "BlockingIOError" and "[Errno 11]" in error.text
    ):
        return exceeded("processes", limits)
    if error.kind == "OSError" and any(number in error.text for number in ("[Errno 28]", "[Errno 27]")):
        return exceeded("disk", limits)
    return None
