"""Draws the README's picture: what a student of the sample class reads, from the real command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
SUBMISSION = "examples/class/02_line/ibrahim_diallo.ipynb"
QUESTION = "loss"
COLUMNS = 112


def main() -> None:
    """Run ``autograder check`` and write ``docs/check.svg``."""
    command = ["autograder", "check", SUBMISSION, "--question", QUESTION]
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS)}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    console = Console(record=True, width=COLUMNS, file=Path(os.devnull).open("w"))  # noqa: SIM115
    console.print(Text(f"$ {' '.join(command)}", "bold"))
    console.print(Text.from_ansi(done.stdout.rstrip()))
    picture = console.export_svg(title="autograder check", unique_id="check")
    # No font is fetched from anywhere: a reader's own monospace font will do.
    picture = re.sub(r"@font-face {.*?}\s*", "", picture, flags=re.DOTALL)
    (ROOT / "docs/check.svg").write_text(picture, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
