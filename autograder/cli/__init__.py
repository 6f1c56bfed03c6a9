"""The command ``autograder``: parse the words, call the library once, show what came of it.

Exit codes: 0 done; 1 the answer is no (a check failed, a built file is stale); 2 wrong words, paths or
settings; 3 the grader itself failed. Nothing heavy is imported before a command needs it.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from autograder.cli.parser import parse
from autograder.cli.signs import PLAIN_SIGNS
from autograder.errors import CourseError, GraderFault, MasterError, UsageError

__all__ = ["main"]


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        words: The words after the command's name; those of this process if left out.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file or an old console may not know a sign such as ✓: better another one than no answer.
            stream.reconfigure(errors=PLAIN_SIGNS)
    arguments = parse(sys.argv[1:] if words is None else words)
    # Must be set before NumPy is imported: the arrays of checks are small, and its threads only cost time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Where JupyterLab is installed, what nbformat imports would spend seconds on a grammar of web addresses.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        return int(arguments.run(arguments))
    except UsageError as error:
        # Problems that have a place of their own stand as they are, so that editors can jump there.
        _say(str(error), prefix="" if isinstance(error, CourseError | MasterError) else "autograder: ")
        return 2
    except GraderFault as error:
        _say(f"the grader failed: {error}")
        return 3
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _say("stopped")
        return 130
    # The boundary to people: our frames help nobody at the desk, and whoever mends it finds them in the file.
    except Exception as error:
        _say(f"failed itself, which is no fault of yours: {type(error).__name__}: {error}{_kept_trace()}")
        return 3


def _kept_trace() -> str:
    """Write the trace of the present exception to a file, and return where that is, in words."""
    import tempfile
    import traceback

    try:
        with tempfile.NamedTemporaryFile(prefix="autograder-", suffix=".txt", delete=False) as file:
            file.write(traceback.format_exc().encode("utf-8", "backslashreplace"))
    except OSError:
        return ""
    return f"\nPlease report it, with what stands in {file.name}"


def _say(text: str, *, prefix: str = "autograder: ") -> None:
    # Part of it may be a name or a text of somebody else's; a terminal must not take it for orders.
    inert = "".join(c if c == "\n" or c.isprintable() else repr(c)[1:-1] for c in text)
    print(f"{prefix}{inert}", file=sys.stderr)
