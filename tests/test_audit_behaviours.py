"""Mutants of what functions do: made where they make sense, and different from the solution."""

from typing import Any

import numpy as np
import pytest

from autograder.audit.behaviours import behaviours_of
from autograder.audit.mutants import Mutant
from autograder.audit.replay import Call
from autograder.submission.percent import python_cells
from autograder.wire import Handle

MASTER = """\
# %%
import numpy as np

# %%
def total(values, scale=2.0):
    return float(np.sum(values)) * scale

# %%
def draw(count=3, seed=None):
    return np.random.default_rng(seed).normal(size=count)

# %%
def steps(count):
    return count // 2

# %%
class Model:
    def __init__(self, w=5.0):
        self.w = w
"""
CALLS = {
    "total": [Call((np.arange(3.0),), (), 6.0), Call(([1.0],), (("scale", 3.0),), 3.0)],
    "draw": [Call((5,), (("seed", 1),), np.zeros(5))],
    "steps": [Call((7,), (), 3)],
    "Model": [Call((), (), Handle(1, "Model"))],
}


def mutants() -> dict[tuple[str, str], Mutant]:
    return {(one.where, one.becomes): one for one in behaviours_of(MASTER, CALLS)}


def after(where: str, becomes: str) -> Any:
    names: dict[str, Any] = {}
    for cell in python_cells(mutants()[where, becomes].text):
        exec(cell.source, names)
    return names[where]


@pytest.mark.parametrize(
    ("becomes", "values", "found"),
    [
        ("only the first hundred examples", np.ones(150), 200.0),
        ("only a thousand examples", np.ones(1500), 2000.0),
        ("an even number of examples", np.ones(3), 4.0),
        ("the last one left out", [1.0, 2.0, 3.0], 6.0),
        ("the first one left out", [1.0, 2.0, 3.0], 10.0),
        ("inputs clipped at five", np.array([9.0, 1.0]), 12.0),
        ("inputs near 0 taken for 0", np.array([0.009, 1.0]), 2.0),
        ("results rounded to two digits", [0.5, 0.0011], 1.0),
        ("results clipped at ten", [100.0], 10.0),
        ("`scale` ignored", [1.0], 2.0),
    ],
)
def test_a_mutant_does_what_it_says(becomes: str, values: Any, found: float) -> None:
    assert after("total", becomes)(values) == pytest.approx(found)


def test_state_is_kept_between_calls() -> None:
    total = after("total", "the first answer remembered")
    assert (total([1.0]), total([5.0])) == (2.0, 2.0)
    model = after("Model", "the same object every time")
    assert model(1.0) is model(2.0)
    draw = after("draw", "the seed of one call felt by the next")
    assert draw(3, seed=4).tolist() == draw(3).tolist()
    draw = after("draw", "without a seed always the same")
    assert draw(3).tolist() == draw(3).tolist()


def test_arguments_and_defaults_are_touched() -> None:
    total, values = after("total", "its arguments are changed in place"), [1.0, 2.0]
    assert (total(values), values) == (6.0, [2.0, 1.0])
    assert after("total", "`scale` by falsity")([1.0], scale=0.0) == 2.0
    with pytest.raises(IndexError, match="out of bounds"):
        after("total", "one example goes wrong")([1.0])
    assert after("steps", "counts above a thousand are a thousand")(5000) == 500


def test_only_what_makes_sense_is_made() -> None:
    found = {becomes for where, becomes in mutants() if where == "steps"}
    assert found == {"the first answer remembered", "counts above a thousand are a thousand"}
    assert behaviours_of(MASTER, {}) == ()
