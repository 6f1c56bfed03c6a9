"""Public checks of question data.

Built from solutions/02_line/public_checks.py by `autograder build 02_line`; change them there.
"""

from functools import partial

import numpy as np

from autograder.checks import (
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    normal,
)
from autograder.notebook import Bench, test_case


TENSORS = (
    "TensorFlow guide: Introduction to Tensors",
    "https://www.tensorflow.org/guide/tensor",
)
RANDOM = (
    "TensorFlow guide: Random number generation",
    "https://www.tensorflow.org/guide/random_numbers",
)


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def make_data(student, num_examples, **seed):
    """Return inputs and outputs of the submission's make_data, in the right form."""
    answer = call(student, "make_data", num_examples, **seed)
    mistakes = {
        "A column has the shape (n, 1): minus a vector (n,) it would make a table of n × n.": (
            num_examples,
            1,
        ),
        "One example still is a vector, of shape (1,): `squeeze` takes that from it.": (),
        "the dtype float64, which NumPy makes unless told otherwise: convert to float32": "float64",
    }
    return [
        expect_array(vector, shape=(num_examples,), dtype="float32", mistakes=mistakes)
        for vector in expect_items(answer, 2, names="inputs, outputs")
    ]


def inputs_of(student, num_examples, **seed):
    """Return the inputs of the submission's make_data in float64."""
    return make_data(student, num_examples, **seed)[0].astype(float)


@check("returns two float32 vectors of the length asked for", question="data", read=TENSORS)
def data_has_the_right_form(student):
    expect_function(student, "make_data", ["num_examples"], optional=["seed"])
    make_data(student, 50, seed=1)
    make_data(student, 1, seed=1)
    for vector in expect_items(call(student, "make_data"), 2, names="inputs, outputs"):
        expect_array(vector, shape=(1000,), dtype="float32")


@check(
    "puts every example on the line 3x + 2",
    question="data",
    points=1,
    after=data_has_the_right_form,
    read=TENSORS,
)
def data_lies_on_the_line(student, rng):
    seed = int(rng.integers(1, 1_000_000))
    asked = (int(rng.integers(1_001, 2_000)), {"seed": seed}), (200, {}), (1, {"seed": seed})
    for count, given in asked:
        inputs, outputs = make_data(student, count, **given)
        inputs = inputs.astype(float)
        expect(np.isfinite(inputs).all(), "Not all inputs are finite numbers.", answer=inputs)
        expect_close(
            outputs,
            3 * inputs + 2,
            rtol=1e-6,
            mistakes={
                "a line with w and b in each other's place: the 3 multiplies, the 2 is added": 2 * inputs + 3,
                "the line without its shift b: add 2": 3 * inputs,
                **{sentence: partial(is_off, inputs, kind) for sentence, kind in OFF_THE_LINE.items()},
            },
            problem="The outputs are not 3 · inputs + 2.",
        )


OFF_THE_LINE = {
    "a line with another shift: multiply by 3 and add 2": "shift",
    "a line of another slope: multiply by 3 and add 2": "slope",
    "a line with noise on it: here the examples lie exactly on the line": "noise",
}


def is_off(inputs, kind, outputs):
    """Say whether outputs lie on another line, by its shift or its slope, or round the right one."""
    if len(inputs) < 3:
        return False
    slope, shift = np.polyfit(inputs, outputs, 1)
    if abs(outputs - (slope * inputs + shift)).max() > 1e-4:
        return kind == "noise" and abs(slope - 3) < 1 and abs(shift - 2) < 1
    return kind == ("shift" if abs(slope - 3) < 1e-4 else "slope")


def expect_normal(inputs):
    """Compare 30,000 inputs with the standard normal distribution.

    The largest distance between their distribution function and the normal one exceeds the limit by chance
    in one of 10⁹ draws (Dvoretzky, Kiefer and Wolfowitz, with Massart's constant), is below a fifth of a
    root of n in fewer (Kolmogorov's distribution), and so is the chance that none lies beyond ±3.4.
    """
    expect(np.isfinite(inputs).all(), "Not all inputs are finite numbers.")
    count = len(inputs)
    inputs = np.sort(inputs)
    expected = normal()(inputs)
    steps = np.arange(count + 1) / count
    distance = max((steps[1:] - expected).max(), (expected - steps[:-1]).max())
    limit = np.sqrt(np.log(2 / 1e-9) / (2 * count))
    sizes = np.unique(abs(inputs))
    known = {
        "One number stands for all examples: draw one for each.": inputs[0] == inputs[-1],
        "Those are uniform numbers: draw from the normal distribution.": inputs[0] >= 0 and inputs[-1] <= 1,
        "Those have no tails (uniform, or cut off): one of 22 should lie beyond ±2.": sizes[-1] <= 2,
        "Mean and standard deviation must be 0 and 1.": abs(inputs.mean()) > 0.1
        or abs(inputs.std() - 1) > 0.1,
        "Many of them are there more than once, rounded or mirrored: draw each one by itself.": len(sizes)
        < 0.98 * count,
        "Those have no tails: they were cut off.": sizes[-1] <= 3.4,
        "Those are spread too evenly for numbers that are drawn.": distance < 0.2 / np.sqrt(count),
    }
    cause = next((sentence for sentence, holds in known.items() if holds), "")
    expect(
        distance <= limit and not cause,
        "The inputs are not standard normal.",
        returned=f"{count:,} inputs with mean {inputs.mean():.3g} and standard deviation {inputs.std():.3g}",
        expected="mean 0, standard deviation 1, and the shape of the normal distribution",
        cause=cause,
    )


@check(
    "draws the inputs from the standard normal distribution",
    question="data",
    points=1,
    after=data_has_the_right_form,
    read=RANDOM,
)
def data_is_standard_normal(student, rng):
    expect_normal(inputs_of(student, 30_000, seed=int(rng.integers(1, 1_000_000))))
    expect_normal(inputs_of(student, 30_000))


def expect_seeds(student, first, *others):
    """Expect the same data for the same seed, and other data for other seeds and without one."""
    order = (first, None, 0, None, first, None, *others, 0)
    drawn = [inputs_of(student, 20, **({} if seed is None else {"seed": seed})) for seed in order]
    seeded, again, zero, zero_again = drawn[0], drawn[4], drawn[2], drawn[-1]
    fresh, fresh_again = [drawn[1], drawn[3], drawn[5]], drawn[5]
    expect(
        np.array_equal(seeded, again),
        "The same seed gave other data the second time.",
        returned=f"make_data(20, seed={first}): inputs {seeded[0]:.4g}, …; again: {again[0]:.4g}, …",
        expected="twice the same",
        cause="Either the seed is not used, or the generator goes on from where it was (as tf.random.normal "
        "does, even with seed=…): make a new generator from the seed in each call.",
    )
    expect(
        np.array_equal(zero, zero_again),
        "The seed 0 gave other data the second time.",
        cause="0 is a seed like any other, though Python counts it as false: compare with `is None`.",
    )
    of_seeds = [seeded, zero, *drawn[6:-1]]
    expect(
        all_differ(of_seeds),
        "Another seed gave the same data.",
        returned=f"among the seeds {first}, 0, {', '.join(map(str, others))} two gave the same inputs",
        expected="other inputs for each",
        cause="The inputs do not depend on the seed that was given.",
    )
    expect(
        not np.array_equal(fresh[0], fresh_again) or np.array_equal(fresh[0], fresh[1]),
        "Two calls without a seed gave the same data.",
        returned=f"twice the same from make_data(20), each called after make_data(20, seed={first})",
        expected="other data with each call without a seed",
        cause="The seed of the call before still holds (as after tf.random.set_seed or np.random.seed): "
        "without a seed start from fresh chance, or make a generator in each call.",
    )
    expect(
        all_differ([*fresh, *of_seeds]),
        "Two calls without a seed gave the same data.",
        returned="the same inputs from two calls make_data(20), or from one and a call with a seed",
        expected="other data with each call without a seed",
        cause="Without a seed the inputs are reused: draw fresh ones in each call.",
    )


def all_differ(samples):
    """Say whether no two samples are equal."""
    return len({sample.tobytes() for sample in samples}) == len(samples)


@check(
    "gives the same data for the same seed, 0 too, and fresh data without one",
    question="data",
    points=1,
    after=data_has_the_right_form,
    read=RANDOM,
)
def data_repeats_with_its_seed(student, rng):
    seed = int(rng.integers(1, 1_000_000))
    expect_seeds(student, seed, seed + 1, seed + 1_000)


@check(
    "draws every sample by itself",
    question="data",
    points=1,
    after=(data_is_standard_normal, data_repeats_with_its_seed),
    read=RANDOM,
)
def data_is_drawn_independently(student, rng):
    """Compare 10 samples of 40 with each other, and neighbours and two samples of 2,000.

    Sums of the squares of 10 standard normal numbers lie below 0.08 in one of 10⁹ draws, and a correlation of
    2,000 pairs lies beyond 6.2 standard deviations in one of 10⁹.
    """
    seeds = rng.choice(100_000, size=12, replace=False) + 1
    samples = np.array([inputs_of(student, 40, seed=int(seed)) for seed in seeds[:10]])
    one, other = (inputs_of(student, 2_000, seed=int(seed)) for seed in seeds[10:])
    ordered = np.sort(samples, axis=1)
    known = {
        "The same numbers in another order are no new sample: draw others for another seed.": np.ptp(
            ordered, axis=0
        ).min()
        < 1e-6,
        "Each sample was centred or mirrored: numbers that are drawn have a mean near 0, and not 0.": (
            (samples.mean(axis=1) ** 2 * 40).sum() < 0.08
        ),
        "Each sample was scaled: numbers that are drawn have a deviation near 1, and not 1.": (
            (((samples**2).mean(axis=1) - 1) ** 2 * 20).sum() < 0.08
        ),
        "Each number depends on the one before it (sorted, or summed up): draw each by itself.": (
            is_correlated(one[1:], one[:-1])
        ),
        "The data of one seed can be told from that of another: draw for each seed anew.": (
            is_correlated(one, other)
        ),
    }
    cause = next((sentence for sentence, holds in known.items() if holds), "")
    expect(not cause, "The inputs are not drawn independently.", cause=cause)


def is_correlated(one, other):
    """Say whether two vectors go together more than chance has them."""
    return not abs(np.corrcoef(one, other)[0, 1]) < 6.2 / np.sqrt(len(one))


OK_FORMAT = False
ORDER = 1
name = "data"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns two float32 vectors of the length asked for", points=0, hidden=False)
def test_data_has_the_right_form(env):
    bench.run(data_has_the_right_form, env)


@test_case(name="puts every example on the line 3x + 2", points=1, hidden=False)
def test_data_lies_on_the_line(env):
    bench.run(data_lies_on_the_line, env)


@test_case(name="draws the inputs from the standard normal distribution", points=1, hidden=False)
def test_data_is_standard_normal(env):
    bench.run(data_is_standard_normal, env)


@test_case(name="gives the same data for the same seed, 0 too, and fresh data without one", points=1, hidden=False)
def test_data_repeats_with_its_seed(env):
    bench.run(data_repeats_with_its_seed, env)


@test_case(name="draws every sample by itself", points=1, hidden=False)
def test_data_is_drawn_independently(env):
    bench.run(data_is_drawn_independently, env)
