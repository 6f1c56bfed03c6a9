"""Right answers made by machine: they compile, change what they say they change, and compute the same."""

import ast
from typing import Any

import numpy as np
import pytest

from autograder.audit.rewrites import Rewrite, rewrites_of
from autograder.submission.percent import python_cells

MASTER = '''\
# %%
import numpy as np

# %% tags=["question-mean"]
def mean(values, factor=1.0):
    """Average."""
    total = 0.0
    for value in values:
        total += value
    return factor * total / len(values)


# %% tags=["question-path"]
def path(count):
    """Go."""
    steps = [0.5 * step for step in range(count)]
    return {"path": steps, "last": (steps[-1], 2)}


# %% tags=["question-Model"]
class Model:
    """A line."""

    def __init__(self, w=1.0):
        """Start."""
        self.w = np.float32(w)

    def __call__(self, x):
        return self.w * x


# %% tags=["otter_ignore"]
def plot(): ...
'''


def made() -> dict[str, Rewrite]:
    return {one.name: one for one in rewrites_of(MASTER)}


def names_after(text: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for cell in python_cells(text):
        exec(cell.source, names)
    return names


@pytest.mark.parametrize("name", [one for one in made() if "tensor" not in one and "variable" not in one])
def test_a_rewrite_computes_the_same(name: str) -> None:
    text = made()[name].text
    if "tf." in text or "_tf" in text:
        pytest.importorskip("tensorflow")
        text = text.replace("import numpy as np", "import numpy as np\nimport tensorflow as tf", 1)
    names = names_after(text)
    assert float(names["mean"]([1.0, 2.0, 6.0])) == 3.0
    assert float(names["mean"]([1.0, 3.0], factor=2.0)) == 4.0
    found = names["path"](3)
    assert [float(one) for one in found["path"]] == [0.0, 0.5, 1.0]
    assert [float(one) for one in found["last"]] == [1.0, 2.0]
    assert names["Model"](3.0)(np.float32([2.0]))[0] == 6.0


def test_each_rewrite_is_another_text_that_compiles() -> None:
    texts = [one.text for one in made().values()]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert text != MASTER
        ast.parse(text)


def test_parameters_get_other_names_and_those_with_a_default_keep_theirs() -> None:
    text = made()["other names of parameters"].text
    assert "def mean(its_values, factor=1.0):" in text
    assert "for value in its_values:" in text
    assert "len(its_values)" in text
    assert "def __call__(self, its_x):" in text


def test_results_become_of_another_class() -> None:
    names = names_after(made()["results as lists of float32"].text)
    assert {type(one).__name__ for one in names["path"](3)["path"]} == {"float32"}
    names = names_after(made()["results as arrays instead of lists"].text)
    assert type(names["path"](3)["path"]).__name__ == "ndarray"
    names = names_after(made()["results as NumPy numbers"].text)
    assert type(names["mean"]([1.0])).__name__ == "float64"


def test_graphs_are_made_of_the_functions_that_allow_it_alone() -> None:
    assert "functions as graphs" not in made()
    (graph,) = [one for one in rewrites_of(MASTER, graphs=["mean"]) if one.name == "functions as graphs"]
    assert "mean = _tf.function(mean)" in graph.text
    assert "path = _tf" not in graph.text
