"""What consoles and files get that do not know our signs."""

from pathlib import Path

import pytest
from desk_folder import RIGHT, run, write_exercise


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_passed_and_failed_can_be_told_apart(tmp_path: Path, encoding: str) -> None:
    folder = write_exercise(tmp_path / "00_double", text=RIGHT.replace("x * x", "x + 1"))
    more = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = run("check", "--no-pictures", cwd=folder, state=tmp_path / "state", more=more)
    assert done.returncode == 1, done.stderr
    assert "  + doubles" in done.stdout
    assert "  x squares" in done.stdout
    assert "?" not in done.stdout
