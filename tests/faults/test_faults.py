"""A few rounds of the trial by fire; `make faults` plays a hundred."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fire import play

pytestmark = [pytest.mark.slow, pytest.mark.needs("bwrap"), pytest.mark.timeout(900)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_honest_mark_changes_and_nothing_is_left(seed: int) -> None:
    wrong, said = play(seed)
    assert wrong == [], said
