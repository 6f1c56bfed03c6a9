"""What fuzzing has kept is read without surprise, and the fuzzer itself runs."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from targets import CORPUS, TARGETS, run


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_is_read_without_surprise(name: str) -> None:
    files = sorted((CORPUS / name).iterdir())
    assert len(files) >= 5
    for path in files:
        run(TARGETS[name], path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_the_fuzzer_finds_what_a_reader_may_not_raise(name: str, tmp_path: Path) -> None:
    program = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import dataclasses, pathlib, random, fuzz, targets
fuzz.CORPUS = pathlib.Path({str(tmp_path)!r})
def read(data):
    if len(data) % 3 == 0: raise ZeroDivisionError
fuzz.TARGETS[{name!r}] = dataclasses.replace(fuzz.TARGETS[{name!r}], read=read, seeds=(b"abcd",))
sys.exit(0 if fuzz.fuzz({name!r}, 60, random.Random(1)) else 1)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "ZeroDivisionError" in done.stdout
    assert len(list((tmp_path / name).iterdir())) == 1
