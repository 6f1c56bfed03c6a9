"""What the command line says where it fails itself."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_a_failure_of_our_own_is_a_sentence_and_its_trace_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    # A working directory that was removed: nothing says so but the exception.
    words = f'cd "{folder}" && rmdir "{folder}" && exec "{sys.executable}" -m autograder status'
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        ["sh", "-c", words], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "failed itself, which is no fault of yours: FileNotFoundError" in done.stderr
    kept = Path(re.findall(r"what stands in (\S+)", done.stderr)[0])
    assert "Traceback" in kept.read_text(encoding="utf-8")
