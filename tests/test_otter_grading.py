"""What Otter's checks make of a submission that would end them; no Otter runs here, so it costs little."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from small_course import write_course

from autograder.notebook import NotPassed
from autograder.otter_grading import Marks


@pytest.fixture
def marks(tmp_path: Path) -> Marks:
    folder = write_course(tmp_path) / "solutions" / "00_double"
    return Marks(str(folder), points=3, seconds=5, total_seconds=20, thresholds={"near": 0.5})


def interrupted(*_given: object) -> NoReturn:
    raise KeyboardInterrupt


def left(*_given: object) -> NoReturn:
    raise SystemExit


@pytest.mark.parametrize("hostile", [interrupted, left])
def test_what_would_end_the_grading_costs_its_own_check_alone(
    hostile: Callable[..., NoReturn], marks: Marks
) -> None:
    env = {"double": hostile, "guess": lambda: 7.0}
    with pytest.raises(NotPassed, match=r"KeyboardInterrupt|SystemExit"):
        marks.give("double_gives_a_number", env)
    marks.give("guess_is_near", env)
