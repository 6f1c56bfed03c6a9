"""Public checks of question noise.

Built from solutions/03_noisy_line/public_checks.py by `autograder build 03_noisy_line`; change them there.
"""

from itertools import combinations

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


RANDOM = (
    "TensorFlow guide: Random number generation",
    "https://www.tensorflow.org/guide/random_numbers",
)


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def first(causes):
    """Return the first sentence that holds, or nothing."""
    return next((sentence for sentence, holds in causes.items() if holds), "")


@check("keeps shape and dtype of the outputs", question="noise", read=RANDOM)
def noise_keeps_the_form(student):
    expect_function(student, "add_noise", ["outputs"], ["stddev", "seed"])
    mistakes = {
        "float64, which NumPy makes unless told otherwise: convert to the dtype of the outputs": "float64"
    }
    for shape in ((50,), (4, 3), (1,)):
        for how in ({}, {"stddev": 0.5, "seed": 1}):
            noisy = call(student, "add_noise", tensor(np.ones(shape), "float32"), **how)
            expect_array(noisy, shape=shape, dtype="float32", mistakes=mistakes)


def noise_for(student, shape=(101,), **how):
    """Return the noise that the submission adds to zeros."""
    answer = call(student, "add_noise", tensor(np.zeros(shape), "float32"), **how)
    return expect_array(answer, shape=shape, dtype="float32").astype(float)


def is_same_draw(one, other):
    """Say whether two noises hold the same numbers, were it in another order or with another sign."""
    shared = np.isin(abs(one), abs(other)).mean() > 0.98
    return shared or np.allclose(np.sort(one, axis=None), np.sort(other, axis=None), atol=0.02 * one.std())


@check(
    "gives the same noise for the same seed and other noise for another",
    question="noise",
    points=1,
    after=noise_keeps_the_form,
    read=RANDOM,
)
def noise_repeats_with_its_seed(student, rng):
    seed = int(rng.integers(1, 2**30))
    one, other, again = (noise_for(student, seed=number) for number in (seed, seed + 1, seed))
    expect(one.any(), "Nothing was added to the outputs.", cause="The noise is 0 everywhere: draw it.")
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
        np.array_equal(noise_for(student, seed=0), noise_for(student, seed=0)),
        "The seed 0 gave other noise the second time.",
        cause="0 is a seed like any other, though Python counts it as false: compare with `is None`.",
    )
    # Not of neighbours: TensorFlow's generator has the same numbers for them, a few places on.
    apart = (0, 300, seed + 1000, seed + 2**20)
    drawn = [(seed, one), *((number, noise_for(student, seed=number)) for number in apart)]
    for (early, noise), (late, more) in combinations(drawn, 2):
        expect(
            not is_same_draw(noise, more),
            "Two seeds gave the same numbers.",
            returned=f"with the seeds {early} and {late} the same numbers, in whatever order",
            expected="other numbers for each seed",
            cause="The whole seed must decide about the numbers themselves: draw them from a generator "
            "made from it.",
        )


@check(
    "draws fresh noise where there is no seed",
    question="noise",
    points=1,
    after=noise_repeats_with_its_seed,
    read=RANDOM,
)
def noise_is_fresh_without_a_seed(student, rng):
    seed = int(rng.integers(1, 2**30))
    drawn = [noise_for(student), noise_for(student)]
    expect(
        not is_same_draw(*drawn),
        "Two calls without a seed gave the same noise.",
        cause="Without a seed the noise must be drawn afresh in each call.",
    )
    for _ in range(2):
        seeded = noise_for(student, seed=seed)
        drawn.append(noise_for(student))
        expect(
            not any(is_same_draw(earlier, drawn[-1]) for earlier in (seeded, *drawn[:-1])),
            "A call without a seed gave the noise of an earlier call.",
            cause="The seed of one call is felt by the next, as with np.random.seed or tf.random.set_seed, "
            "which set it for the whole program: make a generator of its own in each call.",
        )


@check(
    "adds independent normal noise of the given standard deviation",
    question="noise",
    points=2,
    after=noise_is_fresh_without_a_seed,
    read=RANDOM,
)
def noise_has_the_distribution(student, rng):
    """Compare 40,000 numbers with the distribution, drawn with a seed and without one; then small draws.

    All its tests together fail a right draw in about one of 10⁷ cases; see :func:`expect_noise` and
    :func:`expect_loose_samples`.
    """
    stddev, seed = float(rng.uniform(2.0, 4.0)), int(rng.integers(1, 2**30))
    outputs = rng.normal(0.0, 3.0, size=(401, 101)).astype("float32")
    answer = call(student, "add_noise", tensor(outputs), stddev=stddev, seed=seed)
    noise = expect_array(answer, shape=outputs.shape, dtype="float32").astype(float) - outputs
    expect(np.isfinite(noise).all(), "The noise is not finite (nan or inf).", answer=answer)
    again = noise_for(student, outputs.shape, stddev=stddev, seed=seed)
    expect_noise(again, stddev, over=noise)
    expect(
        np.allclose(noise_for(student, seed=seed), noise_for(student, stddev=1.0, seed=seed)),
        "Without `stddev` the noise is not that of stddev=1.0.",
        cause="The default of `stddev` is 1.0.",
    )
    expect_noise(noise_for(student, outputs.shape, stddev=stddev), stddev, words=" without a seed")
    expect_scales(student, seed)
    expect_loose_samples([noise_for(student, (30,), seed=seed + 1000 * number) for number in range(30)])
    expect_loose_samples([noise_for(student, (30,)) for _ in range(30)])


CUT_OFF = "Those numbers have no tails, as if truncated: draw from the whole normal distribution."
ROUNDED = "The noise is rounded: leave the numbers as they were drawn."


def expect_noise(noise, stddev, *, over=None, words=""):
    """Expect 40,000 numbers that are independent and normal; ``over`` is the same noise over other outputs.

    The distribution function may lie as far away as that of one in 10⁹ right draws. It hardly sees a small
    mean and tails that are cut off, so mean, standard deviation and the correlations of neighbours are
    compared as well: they may lie six of their own standard errors away, as some 10⁻⁸ of right draws do. No
    number beyond 3.3 standard deviations on one of the sides comes of 10⁻⁸ of right draws.
    """
    found = {
        "answer": noise,
        "returned": f"40,501 numbers with mean {noise.mean():.3g} and standard deviation {noise.std():.3g}",
        "expected": f"independent normal numbers with mean 0 and standard deviation {stddev:.3g}",
    }
    expect(np.isfinite(noise).all(), f"The noise{words} is not finite (nan or inf).", answer=noise)
    dependent = dependence(noise, noise if over is None else over, stddev)
    expect(not dependent, f"The noise{words} is not independent.", cause=dependent, **found)
    error, reach = stddev / noise.size**0.5, min(noise.max(), -noise.min())
    not_zero = "The mean of the noise must be 0."
    expect(abs(noise.mean()) <= 6 * error, f"The noise{words} has another mean.", cause=not_zero, **found)
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
        problem=f"The noise{words} is not normal with standard deviation {stddev:.3g}: its own is "
        f"{noise.std():.3g}, or it has another shape.",
    )
    expect(
        abs(noise.std() - stddev) <= 6 * error / 2**0.5,
        f"The noise{words} has another standard deviation.",
        cause=CUT_OFF if reach < 3 * stddev else "",
        **found,
    )
    expect(reach > 3.3 * stddev, f"The noise{words} has no tails.", cause=CUT_OFF, **found)


def expect_scales(student, seed):
    """Expect noise of very small and very large standard deviations, and none for 0."""
    for how in ({"seed": seed}, {}):
        expect(
            not noise_for(student, stddev=0.0, **how).any(),
            "With stddev=0 something else than the outputs came back.",
            cause="0 is a standard deviation like any other, though Python counts it as false.",
        )
        for stddev in (2.0**-10, 2.0**10):
            noise = noise_for(student, (2001,), stddev=stddev, **how)
            expect(
                abs(noise.std() / stddev - 1) <= 6 / (2 * noise.size) ** 0.5,
                "The noise has another standard deviation than it was asked for.",
                returned=f"2,001 numbers with standard deviation {noise.std():.3g}",
                expected=f"standard deviation {stddev:.3g}",
                cause="Noise may be very small or very large: use `stddev` as it is.",
            )


def expect_loose_samples(samples):
    """Expect that mean and spread of samples of standard noise vary as those of independent numbers do.

    The squares of n means, each over its standard error, sum up to a number with the chi-squared distribution
    of n degrees of freedom: for 30 it lies between 3 and 120 but for 10⁻¹⁰ of right draws. The sums of
    squares differ by 7.6 from each other; by less than 1 they do in fewer than 10⁻¹⁵.
    """
    size = len(samples[0])
    means = np.array([sample.mean() for sample in samples]) * size**0.5
    spreads = [np.sum((sample - sample.mean()) ** 2) for sample in samples]
    powers = [np.sum(sample**2) for sample in samples]
    loose = 3 < means @ means < 120 and np.std(spreads) > 1 and np.std(powers) > 1
    expect(
        loose,
        f"Samples of {size} numbers are too much like each other for independent draws.",
        returned=f"means that differ by {np.std(means) / size**0.5:.2g}, standard deviations by "
        f"{np.std(np.sqrt(spreads)) / size**0.5:.2g}",
        expected="means that differ by about 0.18, standard deviations by about 0.13",
        cause="The noise was centred, rescaled, mirrored or shuffled: mean 0 and `stddev` are those of the "
        "distribution, and each sample has its own. Leave the numbers as they were drawn.",
    )


def truncated(stddev):
    """Return the distribution function of normal numbers that were cut off at two standard deviations."""
    whole = normal(0.0, stddev)
    below, within = 0.0227501, 0.9544997
    return lambda values: np.clip((whole(values) - below) / within, 0.0, 1.0)


def dependence(noise, over, stddev):
    """Return how the numbers depend on the outputs or on each other, in a sentence, or nothing."""
    off = noise - noise.mean()
    touching = max(abs(np.mean(off[1:] * off[:-1])), abs(np.mean(off[:, 1:] * off[:, :-1])))
    same = len(np.unique(abs(noise))) < 0.95 * noise.size
    return first(
        {
            "Nothing was added to the outputs.": not noise.any(),
            "One noise value stands for all: draw one for each element.": np.ptp(noise) < 1e-3 * stddev,
            ROUNDED: same and any(np.allclose(noise, noise.round(digits), atol=1e-6) for digits in range(5)),
            "Some numbers were mirrored: draw one for each element, instead of using one with both signs.": (
                same and len(np.unique(noise)) > 0.95 * noise.size
            ),
            "The same noise comes again along an axis: draw one number for each element.": same,
            "The noise depends on the outputs: add it, instead of multiplying with it.": (
                not np.allclose(over, noise, atol=1e-4)
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


@test_case(name="keeps shape and dtype of the outputs", points=0, hidden=False)
def test_noise_keeps_the_form(env):
    bench.run(noise_keeps_the_form, env)


@test_case(name="gives the same noise for the same seed and other noise for another", points=1, hidden=False)
def test_noise_repeats_with_its_seed(env):
    bench.run(noise_repeats_with_its_seed, env)


@test_case(name="draws fresh noise where there is no seed", points=1, hidden=False)
def test_noise_is_fresh_without_a_seed(env):
    bench.run(noise_is_fresh_without_a_seed, env)


@test_case(name="adds independent normal noise of the given standard deviation", points=2, hidden=False)
def test_noise_has_the_distribution(env):
    bench.run(noise_has_the_distribution, env)
