"""Public checks of question noise.

Built from solutions/03_noisy_line/public_checks.py by `autograder build 03_noisy_line`; change them there.
"""

from statistics import NormalDist

import numpy as np

from autograder.checks import check, expect, expect_array, expect_function, tensor
from autograder.notebook import run_in_notebook
from otter.test_files import test_case


RANDOM = "TensorFlow guide: Random number generation"


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def first(causes):
    """Return the first sentence that holds, or nothing."""
    return next((sentence for sentence, holds in causes.items() if holds), "")


@check("keeps shape and dtype of the outputs", question="noise", points=1, read=RANDOM)
def noise_keeps_the_form(student):
    expect_function(student, "add_noise", ["outputs", "stddev", "seed"])
    mistakes = {
        "float64, which NumPy makes unless told otherwise: convert to the dtype of the outputs": "float64"
    }
    for shape in ((50,), (4, 3), ()):
        noisy = call(student, "add_noise", tensor(np.ones(shape), "float32"), 0.5, seed=1)
        expect_array(noisy, shape=shape, dtype="float32", mistakes=mistakes)


def noise_for(student, shape=(20,), **how):
    """Return the noise that the submission adds to zeros."""
    answer = call(student, "add_noise", tensor(np.zeros(shape), "float32"), **how)
    return expect_array(answer, shape=shape, dtype="float32")


@check(
    "gives the same noise for the same seed and fresh noise without one",
    question="noise",
    points=1,
    after=noise_keeps_the_form,
    read=RANDOM,
)
def noise_repeats_with_its_seed(student):
    one, other, again = (noise_for(student, seed=seed) for seed in (7, 8, 7))
    expect(
        np.array_equal(one, again),
        "The same seed gave other noise the second time.",
        cause="Either the seed is not used, or the generator goes on from where it was (as tf.random.normal "
        "does, even with seed=…): make a new generator from the seed in each call.",
    )
    expect(
        not np.array_equal(one, other),
        "Another seed gave the same noise.",
        cause="The noise does not depend on the seed that was given.",
    )
    expect(
        not np.array_equal(noise_for(student), noise_for(student)),
        "Two calls without a seed gave the same noise.",
        cause="Without a seed the noise must be drawn afresh in each call.",
    )
    expect(
        np.array_equal(noise_for(student, seed=0), noise_for(student, seed=0)),
        "The seed 0 gave other noise the second time.",
        cause="0 is a seed like any other, though Python counts it as false: compare with `is None`.",
    )


@check(
    "adds independent normal noise of the given standard deviation",
    question="noise",
    points=2,
    after=noise_repeats_with_its_seed,
    read=RANDOM,
)
def noise_has_the_distribution(student, rng):
    """Compare 20,000 numbers with the distribution.

    Mean, standard deviation and the correlation of neighbours may lie six of their own standard errors away,
    and the distribution function as far as the inequality of Dvoretzky, Kiefer and Wolfowitz allows
    one of 10⁹ draws: in all, one right answer of some 10⁸ fails.
    """
    stddev, seed = float(rng.uniform(2.0, 4.0)), int(rng.integers(1, 2**31))
    outputs = rng.normal(0.0, 3.0, size=(200, 100)).astype("float32")
    answer = call(student, "add_noise", tensor(outputs), stddev, seed=seed)
    noise = expect_array(answer, shape=outputs.shape, dtype="float32").astype(float) - outputs
    expect(np.isfinite(noise).all(), "The noise is not finite (nan or inf).", answer=answer)
    spread, count = noise.std(), noise.size
    same = np.allclose(noise_for(student, outputs.shape, stddev=stddev, seed=seed), noise, atol=1e-4)
    first_neighbours, next_neighbours = noise.ravel()[:-1], noise.ravel()[1:]
    touching = np.mean(first_neighbours * next_neighbours) / max(spread**2, 1e-12)
    repeats = len(np.unique(noise)) < 0.95 * count
    near = {"rtol": 0.05, "atol": 0.0}
    known = {
        "Nothing was added to the outputs.": not noise.any(),
        "One noise value stands for all: draw one for each element.": np.ptp(noise) < 1e-3 * stddev,
        "The same noise comes again along an axis: draw one number for each element.": repeats,
        "The noise depends on the outputs: add it, instead of multiplying with it.": not same,
        "The standard deviation is used as the variance, so its root came out: hand it on as it is.": (
            np.isclose(spread, stddev**0.5, **near)
        ),
        "The standard deviation came out squared: hand it on as it is.": (
            np.isclose(spread, stddev**2, **near)
        ),
        "The noise has standard deviation 1, whatever is asked for: use `stddev`.": np.isclose(
            spread, 1, **near
        ),
        "That is uniform noise: draw from the normal distribution.": abs(noise).max() < 2 * spread,
        "The mean of the noise must be 0.": abs(noise.mean()) > 6 * stddev / count**0.5,
    }
    right = (
        same
        and not repeats
        and abs(noise.mean()) <= 6 * stddev / count**0.5
        and abs(spread / stddev - 1) <= 6 / (2 * count) ** 0.5
        and abs(touching) <= 6 / count**0.5
        and distance_from_normal(noise.ravel() / stddev) <= (np.log(2e9) / (2 * count)) ** 0.5
    )
    expect(
        right,
        "The noise is not as asked.",
        answer=answer,
        returned=f"20,000 numbers with mean {noise.mean():.3g} and standard deviation {spread:.3g}",
        expected=f"independent normal numbers with mean 0 and standard deviation {stddev:.3g}",
        cause=first(known),
    )
    expect(
        np.allclose(noise_for(student, seed=seed), noise_for(student, stddev=1.0, seed=seed)),
        "Without `stddev` the noise is not that of stddev=1.0.",
        cause="The default of `stddev` is 1.0.",
    )


def distance_from_normal(values):
    """Return the largest distance between the distribution function of some values and the normal one."""
    values = np.sort(values)
    grid = np.linspace(-4.5, 4.5, 901)
    # Between neighbouring points of the grid the normal function rises by less than 0.004.
    expected = np.array([NormalDist().cdf(point) for point in grid])
    return abs(np.searchsorted(values, grid) / len(values) - expected).max()


OK_FORMAT = False
ORDER = 1
name = "noise"
points = 4
THRESHOLDS = {}


@test_case(name="keeps shape and dtype of the outputs", points=1, hidden=False)
def test_noise_keeps_the_form(env):
    run_in_notebook(noise_keeps_the_form, env, thresholds=THRESHOLDS)


@test_case(name="gives the same noise for the same seed and fresh noise without one", points=1, hidden=False)
def test_noise_repeats_with_its_seed(env):
    run_in_notebook(noise_repeats_with_its_seed, env, thresholds=THRESHOLDS)


@test_case(name="adds independent normal noise of the given standard deviation", points=2, hidden=False)
def test_noise_has_the_distribution(env):
    run_in_notebook(noise_has_the_distribution, env, thresholds=THRESHOLDS)
