"""What `autograder check` draws in terminals of several widths: all of it, and no line beyond the margin."""

import re
from pathlib import Path

import pytest
from desk_folder import RIGHT, run, write_exercise

pytest.importorskip("pty", reason="a pseudo-terminal as POSIX has it")
from terminal import Terminal

LONG = "a long word that says nothing, " * 6
WRONG = f"""\
# %% tags=["question-double"]
def double(x):
    return x * x

# %% tags=["question-square"]
def square(x):
    raise ValueError("{LONG}{"x" * 100}")

# %%
{"y" * 90} + 1
"""


def words(text: str) -> str:
    """Return a text without what depends on where its lines end."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("columns", [80, 40])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(tmp_path: Path, columns: int) -> None:
    folder = write_exercise(tmp_path / ("Übung mit langem Namen " * 3).strip(), text=WRONG)
    whole = run("check", "00_double.py", cwd=folder, state=tmp_path / "state").stdout
    with Terminal(
        ["check", "00_double.py"], cwd=folder, state=tmp_path / "state", columns=columns
    ) as terminal:
        assert terminal.ended() == 1
        told, _newline, screen = terminal.history.partition("\n")
    assert told.strip() == "Checking 00_double …", "nothing said at once what is being done"
    assert max(map(len, screen.splitlines())) <= columns
    assert words(screen) == words(whole)
    assert "\x1b" not in screen
    assert "a long word that says nothing" in whole
    assert screen.splitlines()[0] == "00_double.py"
    assert "  ✗ doubles" in screen.splitlines()
    # What belongs to a check stays to the right of its title.
    inner = [line for line in screen.splitlines() if "nothing" in line or "long word" in line]
    assert inner
    assert all(line.startswith(" " * 6) for line in inner)


def test_where_to_read_can_be_clicked_and_seen(tmp_path: Path) -> None:
    folder = write_exercise(tmp_path / "00_double", text=WRONG)
    with Terminal(["check", "-q", "double"], cwd=folder, state=tmp_path / "state") as terminal:
        assert terminal.ended() == 1
        assert "\x1b]8;" in terminal.raw
        assert "https://example.org/double" in terminal.history


@pytest.mark.parametrize("columns", [80, 40])
def test_the_screens_of_status_and_hint_fit_as_well(tmp_path: Path, columns: int) -> None:
    folder = write_exercise(tmp_path / "00_double", text=RIGHT)
    for command in (["status"], ["hint", "double"]):
        with Terminal(command, cwd=folder, state=tmp_path / "state", columns=columns) as terminal:
            assert terminal.ended() == 0
            screen = terminal.history
        assert max(map(len, screen.splitlines())) <= columns
        assert words(
            "hidden checks add to them when you hand in." if "status" in command else "step 1"
        ) in words(screen)


def test_the_bar_of_watch_fits_into_a_narrow_terminal(tmp_path: Path) -> None:
    folder = write_exercise(tmp_path / "00_double", text=WRONG)
    with Terminal(["watch"], cwd=folder, state=tmp_path / "state", columns=40) as terminal:
        screen = terminal.wait_for("00_double █░░ 1/3 · 1/5 points")
        assert max(map(len, screen.splitlines())) <= 40
        terminal.press("q")
        assert terminal.ended() == 0
