"""Pictures as PNG and in words: legible, the same for all, and unmoved by odd numbers."""

import io
import math
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.image import imread

from autograder.checks import bars, compare, curve, panel, plot, scatter
from autograder.picture import Bars, Curve, Panel, Picture, Role
from autograder.reports.picture import picture_png, picture_text

ROOT = Path(__file__).parents[1]
YOURS, EXPECTED = (0xD5, 0x5E, 0x00), (0x00, 0x72, 0xB2)

PATH = plot(
    "w by update: yours solid, expected dashed",
    panel("updates made", "w", *compare("w", [1.0, 1.7, 2.0], [1.0, 1.4, 1.7])),
    panel("updates made", "loss", *compare("loss", [6.0, 5.0, 5.5], [6.0, 4.2, 3.0])),
)
BARS = plot(
    "Probabilities: yours beside expected",
    bars("class", "probability", ["Bag", "Coat"], answer=[0.9, 0.1], expected=[0.2, 0.8]),
)


def pixels(picture: Picture) -> np.ndarray:
    return (imread(io.BytesIO(picture_png(picture)), format="png")[..., :3] * 255).round().astype(int)


def count(image: np.ndarray, colour: tuple[int, int, int]) -> int:
    return int((abs(image - colour).max(axis=-1) <= 2).sum())


@pytest.mark.parametrize(("picture", "width"), [(PATH, 902), (BARS, 616)])
def test_it_is_as_wide_as_a_notebook_and_shows_both_colours(picture: Picture, width: int) -> None:
    image = pixels(picture)
    assert image.shape[1] == width
    assert 300 < image.shape[0] < 700
    assert count(image, YOURS) > 300
    assert count(image, EXPECTED) > 300
    assert (image == 255).all(axis=-1).mean() > 0.6


def test_who_is_right_is_seen_below_the_dashes() -> None:
    same = plot("same", panel("x", "y", *compare("y", [1.0, 2.0, 4.0], [1.0, 2.0, 4.0])))
    image = pixels(same)
    assert count(image, YOURS) > 300
    assert count(image, EXPECTED) > 100


def test_the_same_picture_gives_the_same_bytes_and_says_nothing_of_the_machine() -> None:
    image = picture_png(PATH)
    assert image == picture_png(PATH)
    assert b"Software" not in image
    assert b"matplotlib" not in image


def test_settings_of_the_student_do_not_show_and_stay() -> None:
    plain = picture_png(PATH)
    with mpl.rc_context({"axes.facecolor": "black", "font.size": 30, "lines.linewidth": 9}):
        assert picture_png(PATH) == plain
        assert mpl.rcParams["font.size"] == 30


def test_drawing_needs_no_pyplot_and_importing_no_matplotlib() -> None:
    program = """if True:
        import sys
        from autograder.reports.picture import picture_png
        assert not {"matplotlib", "numpy"} & set(sys.modules)
        from autograder.checks import curve, panel, plot
        picture_png(plot("t", panel("x", "y", curve("y", [1.0, 2.0]))))
        assert "matplotlib.pyplot" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


DIVERGED = plot(
    "diverged", panel("epoch", "loss", *compare("loss", [6.0, 1e30, -1e99, math.nan], [6.0, 4.0, 3.0, 2.0]))
)


def test_a_path_that_runs_away_does_not_flatten_the_expected_one() -> None:
    calm = pixels(
        plot("calm", panel("epoch", "loss", curve("loss", [6.0, 4.0, 3.0, 2.0], role=Role.EXPECTED)))
    )
    wild = pixels(DIVERGED)

    def rows_with_dashes(image: np.ndarray) -> int:
        # The legend at the bottom has a dash, too.
        blue = abs(image[:290] - EXPECTED).max(axis=-1) <= 2
        return int(np.ptp(np.flatnonzero(blue.any(axis=1))))

    assert rows_with_dashes(wild) > rows_with_dashes(calm) / 9
    assert count(wild, YOURS) > 100


NUMBERS = [0.0, -0.0, 5e-324, 1e-300, 1.0, 1e38, -1e38, 1e100, -1e100, math.nan, math.inf, -math.inf]


def test_no_numbers_break_it() -> None:
    seed = 20261120
    print("seed", seed)
    dice = np.random.default_rng(seed)
    for _ in range(12):
        found, right, x = (dice.choice(NUMBERS, size=dice.integers(0, 5)) for _ in range(3))
        names = ["a", "b", "c"]
        odd = plot(
            "odd",
            panel("x", "y", *compare("y", found, right), scatter("data", x, found)),
            panel("x", "y", *compare("y", found, right, x=x)),
            bars("class", "p", names, answer=found, expected=np.resize(np.append(right, 0.0), 3)),
        )
        image = pixels(odd)
        assert image.min() < 100, odd
        assert picture_text(odd).startswith("odd. ")


@pytest.mark.parametrize(
    "picture",
    [
        plot("nothing came", panel("x", "y")),
        plot("one point", panel("x", "y", *compare("y", [1.0], [2.0]))),
        Picture("only gaps", (Panel("x", "y", (Curve("y", (0.0, 1.0), (None, None), Role.YOURS),)),)),
        Picture("no bars", (Panel("class", "p", (Bars("p", (None,), Role.YOURS),), ("a",)),)),
        plot("$broken_{$ \n\x1b[31m" * 40, panel("$x^{$", "$\\frac$", scatter("$x_{$", [1.0], [2.0]))),
    ],
    ids=lambda picture: picture.title[:12],
)
def test_odd_pictures_are_drawn_all_the_same(picture: Picture) -> None:
    assert picture_png(picture)[:4] == b"\x89PNG"


def test_a_full_picture_stays_small() -> None:
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(4, 3_000))
    full = plot("full", *[panel("x", "y", *compare("y", row, row[::-1])) for row in noise])
    image = picture_png(full)
    assert len(image) < 1_000_000


def test_words_tell_the_ends() -> None:
    assert picture_text(PATH) == (
        "w by update: yours solid, expected dashed. "
        "w by updates made: yours from 1 to 2 at 2; expected from 1 to 1.7 at 2. "
        "loss by updates made: yours from 6 to 5.5 at 2; expected from 6 to 3 at 2."
    )
    assert picture_text(BARS) == (
        "Probabilities: yours beside expected. "
        "probability by class: yours is largest for Bag, 0.9; expected is largest for Coat, 0.8."
    )
    assert "yours from 6 to -1e+99 at 2 (1 × nan, inf or missing)" in picture_text(DIVERGED)
    data = plot("data", panel("x", "y", scatter("examples", [0.0, 1.0], [1.0, 2.0])))
    assert picture_text(data) == "data. y by x: examples: 2 points."
