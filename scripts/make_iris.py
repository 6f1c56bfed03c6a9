"""Writes the data of 05_iris, two CSV files, from scikit-learn's copy of Fisher's Iris."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from sklearn.datasets import load_iris

__all__ = ["HEADER", "SEED", "TEST_ROWS", "iris_texts"]

SEED = 1936
"""Year of Fisher's paper; says which flowers are held back for the test."""
TEST_ROWS = 30
"""Rows in the test file, as many of each species; the other 120 are for training."""
HEADER = "sepal_length,sepal_width,petal_length,petal_width,species"
"""First line of each file: four lengths in centimetres, and 0, 1, 2 for setosa, versicolor, virginica."""

FOLDER = Path(__file__).parents[1] / "solutions" / "05_iris" / "data"


def iris_texts() -> dict[str, str]:
    """Return the text of each file by its name; the same on every machine."""
    flowers = load_iris()
    # RandomState and not default_rng: NumPy promises that its numbers never change between versions.
    order = np.random.RandomState(SEED).permutation(len(flowers.target))
    ranks = {species: order[flowers.target[order] == species] for species in (0, 1, 2)}
    held_back = {int(row) for rows in ranks.values() for row in rows[: TEST_ROWS // len(ranks)]}
    lines = {
        int(row): ",".join([*(f"{one:.1f}" for one in flowers.data[row]), str(flowers.target[row])])
        for row in order
    }
    return {
        "iris_training.csv": _text(line for row, line in lines.items() if row not in held_back),
        "iris_test.csv": _text(line for row, line in lines.items() if row in held_back),
    }


def _text(lines: Iterable[str]) -> str:
    return "\n".join([HEADER, *lines]) + "\n"


def main() -> None:
    """Write both files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in iris_texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
