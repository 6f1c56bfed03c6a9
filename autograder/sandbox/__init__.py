"""Where student code runs: one file a sandbox, all with the same :class:`Session`."""

from autograder.sandbox.session import Sandbox, Session

__all__ = ["Sandbox", "Session"]
