"""Public checks of question noise.

Built from solutions/03_noisy_line/public_checks.py by `autograder build 03_noisy_line`; change them there.
"""

import numpy as np

from autograder.checks import (
    check,
    expect,
    expect_array,
    expect_distribution,
    expect_function,
    normal,
    tensor,
    uniform,
)
from autograder.notebook import Bench, test_case


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

    The distribution function may lie as far away as that of one in 10⁹ right draws. It hardly sees a small
    mean and tails that are cut off, so mean, standard deviation and the correlations of neighbours are
    compared as well: they may lie six of their own standard errors away, as some 10⁻⁸ of right draws do.
    """
    stddev, seed = float(rng.uniform(2.0, 4.0)), int(rng.integers(1, 2**31))
    outputs = rng.normal(0.0, 3.0, size=(200, 100)).astype("float32")
    answer = call(student, "add_noise", tensor(outputs), stddev, seed=seed)
    noise = expect_array(answer, shape=outputs.shape, dtype="float32").astype(float) - outputs
    expect(np.isfinite(noise).all(), "The noise is not finite (nan or inf).", answer=answer)
    again = noise_for(student, outputs.shape, stddev=stddev, seed=seed)
    found = {
        "answer": answer,
        "returned": f"20,000 numbers with mean {noise.mean():.3g} and standard deviation {noise.std():.3g}",
        "expected": f"independent normal numbers with mean 0 and standard deviation {stddev:.3g}",
    }
    dependent = dependence(noise, again, stddev)
    expect(not dependent, "The noise is not independent.", cause=dependent, **found)
    error, reach = stddev / noise.size**0.5, abs(noise).max()
    not_zero = "The mean of the noise must be 0."
    expect(abs(noise.mean()) <= 6 * error, "The noise has another mean.", cause=not_zero, **found)
    expect_distribution(
        noise.astype("float32"),
        normal(0.0, stddev),
        false_fail=1e-9,
        mistakes={
            "The standard deviation is used as the variance, so its root came out: hand it on as it is.": (
                normal(0.0, stddev**0.5)
            ),
            "The standard deviation came out squared: hand it on as it is.": normal(0.0, stddev**2),
            "The noise has standard deviation 1, whatever is asked for: use `stddev`.": normal(0.0, 1.0),
            "That is uniform noise: draw from the normal distribution.": uniform(-reach, reach),
            CUT_OFF: truncated(stddev),
        },
        problem=f"The noise is not normal with standard deviation {stddev:.3g}: its own is "
        f"{noise.std():.3g}, or it has another shape.",
    )
    expect(
        abs(noise.std() - stddev) <= 6 * error / 2**0.5,
        "The noise has another standard deviation.",
        cause=CUT_OFF if reach < 3 * stddev else "",
        **found,
    )
    expect(
        np.allclose(noise_for(student, seed=seed), noise_for(student, stddev=1.0, seed=seed)),
        "Without `stddev` the noise is not that of stddev=1.0.",
        cause="The default of `stddev` is 1.0.",
    )


CUT_OFF = "Those numbers have no tails, as if truncated: draw from the whole normal distribution."


def truncated(stddev):
    """Return the distribution function of normal numbers that were cut off at two standard deviations."""
    whole = normal(0.0, stddev)
    below, within = 0.0227501, 0.9544997
    return lambda values: np.clip((whole(values) - below) / within, 0.0, 1.0)


def dependence(noise, again, stddev):
    """Return how the numbers depend on the outputs or on each other, in a sentence, or nothing."""
    off = noise - noise.mean()
    touching = max(abs(np.mean(off[1:] * off[:-1])), abs(np.mean(off[:, 1:] * off[:, :-1])))
    return first(
        {
            "Nothing was added to the outputs.": not noise.any(),
            "One noise value stands for all: draw one for each element.": np.ptp(noise) < 1e-3 * stddev,
            "The same noise comes again along an axis: draw one number for each element.": (
                len(np.unique(noise)) < 0.95 * noise.size
            ),
            "The noise depends on the outputs: add it, instead of multiplying with it.": (
                not np.allclose(again, noise, atol=1e-4)
            ),
            "The noise of an element depends on that of its neighbour: draw each number on its own.": (
                touching > 6 * noise.var() / noise.size**0.5
            ),
        }
    )


OK_FORMAT = False
ORDER = 1
name = "noise"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="keeps shape and dtype of the outputs", points=1, hidden=False)
def test_noise_keeps_the_form(env):
    bench.run(noise_keeps_the_form, env)


@test_case(name="gives the same noise for the same seed and fresh noise without one", points=1, hidden=False)
def test_noise_repeats_with_its_seed(env):
    bench.run(noise_repeats_with_its_seed, env)


@test_case(name="adds independent normal noise of the given standard deviation", points=2, hidden=False)
def test_noise_has_the_distribution(env):
    bench.run(noise_has_the_distribution, env)
