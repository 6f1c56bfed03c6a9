"""Reading in a process of its own: the same submissions and reasons, under limits that hold."""

import os
import signal
import zipfile
from pathlib import Path

import pytest

from autograder.errors import HalvesDiffer, UnreadableSubmission
from autograder.submission import Reader, read_submission

CELLS = "# %%\nx = 'é\u2028'\n# %%\ny = 2\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "a\udcff.py"
    path.write_text(CELLS)
    return path


def test_a_submission_is_the_same_as_when_it_is_read_here(script: Path) -> None:
    with Reader() as reader:
        assert reader.read(script, exercise="02_line") == read_submission(script, exercise="02_line")


def test_a_reason_travels(tmp_path: Path) -> None:
    (tmp_path / "none.zip").write_bytes(b"hello")
    with Reader() as reader, pytest.raises(UnreadableSubmission, match=r"none\.zip is not a zip"):
        reader.read(tmp_path / "none.zip", exercise="a")


def test_halves_that_differ_are_told_as_such(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.py", CELLS)
        cell = '{"cell_type": "code", "metadata": {}, "source": "z = 3"}'
        archive.writestr("a.ipynb", '{"nbformat": 4, "metadata": {}, "cells": [' + cell + "]}")
    with Reader() as reader, pytest.raises(HalvesDiffer, match="nothing tells which one changed"):
        reader.read(tmp_path / "a.zip", exercise="a", may_guess=False)


def test_what_takes_too_long_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "long.ipynb"
    path.write_text('{"outputs":[' + "{}," * 1_900_000)
    with Reader(cpu_seconds=1) as reader, pytest.raises(UnreadableSubmission, match="too much time to read"):
        reader.read(path, exercise="a")


def test_what_takes_too_much_memory_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "large.ipynb"
    path.write_text("[" + "1," * 7_000_000)
    with Reader(memory_mib=120) as reader, pytest.raises(UnreadableSubmission, match="too much memory"):
        reader.read(path, exercise="a")


def test_a_reader_that_was_killed_is_started_anew(script: Path) -> None:
    with Reader() as reader:
        reader.read(script, exercise="a")
        assert reader._process is not None
        os.kill(reader._process.pid, signal.SIGKILL)
        assert len(reader.read(script, exercise="a").cells) == 2


def test_the_reader_ends_with_the_grader(script: Path) -> None:
    with Reader() as reader:
        reader.read(script, exercise="a")
        process = reader._process
    assert process is not None
    assert process.poll() is not None
