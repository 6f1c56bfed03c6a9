"""Public checks of question data.

Built from solutions/02_line/public_checks.py by `autograder build 02_line`; change them there.
"""

from statistics import NormalDist

import numpy as np

from autograder.checks import (
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
)
from autograder.notebook import Bench, test_case


TENSORS = "TensorFlow guide: Introduction to Tensors"
RANDOM = "TensorFlow guide: Random number generation"


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def make_data(student, num_examples, **seed):
    """Return inputs and outputs of the submission's make_data, in the right form."""
    answer = call(student, "make_data", num_examples=num_examples, **seed)
    mistakes = {
        "A column has the shape (n, 1): minus a vector (n,) it would make a table of n × n.": (
            num_examples,
            1,
        ),
        "float64, which NumPy makes unless told otherwise: convert to float32": "float64",
    }
    return [
        expect_array(vector, shape=(num_examples,), dtype="float32", mistakes=mistakes)
        for vector in expect_items(answer, 2, names="inputs, outputs")
    ]


@check("returns two float32 vectors of the length asked for", question="data", points=1, read=TENSORS)
def data_has_the_right_form(student):
    expect_function(student, "make_data", ["num_examples", "seed"])
    make_data(student, 50, seed=1)
    for vector in expect_items(call(student, "make_data"), 2, names="inputs, outputs"):
        expect_array(vector, shape=(1000,), dtype="float32")


@check("puts every example on the line 3x + 2", question="data", points=1, after=data_has_the_right_form)
def data_lies_on_the_line(student):
    inputs, outputs = make_data(student, 200, seed=2)
    inputs = inputs.astype(float)

    def is_noisy(answer):
        spread = (answer - (3 * inputs + 2)).std()
        return spread > 1e-5 and abs(answer - (3 * inputs + 2)).mean() < abs(3 * inputs).mean()

    expect_close(
        outputs,
        3 * inputs + 2,
        rtol=1e-6,
        mistakes={
            "w and b in each other's place: the 3 multiplies, the 2 is added": 2 * inputs + 3,
            "the line without its shift b: add 2": 3 * inputs,
            "a line with noise on it: here the examples lie exactly on the line": is_noisy,
        },
        problem="The outputs are not 3 · inputs + 2.",
    )


@check(
    "draws the inputs from the standard normal distribution",
    question="data",
    points=1,
    after=data_has_the_right_form,
    read=RANDOM,
)
def data_is_standard_normal(student, rng):
    """Compare 30,000 inputs with the distribution.

    The largest distance between their distribution function and the normal one exceeds the limit by chance
    in one of 10⁹ draws (Dvoretzky, Kiefer and Wolfowitz, with Massart's constant).
    """
    count = 30_000
    inputs = np.sort(make_data(student, count, seed=int(rng.integers(1, 2**31)))[0].astype(float))
    expect(np.isfinite(inputs).all(), "Not all inputs are finite numbers.")
    expected = np.array([NormalDist().cdf(value) for value in inputs])
    steps = np.arange(count + 1) / count
    distance = max((steps[1:] - expected).max(), (expected - steps[:-1]).max())
    limit = np.sqrt(np.log(2 / 1e-9) / (2 * count))
    known = {
        "One number stands for all examples: draw one for each.": inputs[0] == inputs[-1],
        "Those are uniform numbers: draw from the normal distribution.": inputs[0] >= 0 and inputs[-1] <= 1,
        "Those have no tails (uniform, or cut off): one of 22 should lie beyond ±2.": abs(inputs).max() <= 2,
        "Mean and standard deviation must be 0 and 1.": abs(inputs.mean()) > 0.1
        or abs(inputs.std() - 1) > 0.1,
    }
    expect(
        distance <= limit,
        "The inputs are not standard normal.",
        returned=f"30,000 inputs with mean {inputs.mean():.3g} and standard deviation {inputs.std():.3g}",
        expected="mean 0, standard deviation 1, and the shape of the normal distribution",
        cause=next((sentence for sentence, holds in known.items() if holds), ""),
    )


@check(
    "gives the same data for the same seed",
    question="data",
    points=1,
    after=data_has_the_right_form,
    read=RANDOM,
)
def data_repeats_with_its_seed(student):
    first, other, again = (make_data(student, 20, seed=seed)[0] for seed in (7, 8, 7))
    expect(
        np.array_equal(first, again),
        "The same seed gave other data the second time.",
        returned=f"make_data(20, seed=7): inputs {first[0]:.4g}, …; again: {again[0]:.4g}, …",
        expected="twice the same",
        cause="Either the seed is not used, or the generator goes on from where it was (as tf.random.normal "
        "does, even with seed=…): make a new generator from the seed in each call.",
    )
    expect(
        not np.array_equal(first, other),
        "Another seed gave the same data.",
        returned="make_data(20, seed=7) and make_data(20, seed=8) have the same inputs",
        expected="other inputs",
        cause="The inputs do not depend on the seed that was given.",
    )


OK_FORMAT = False
ORDER = 1
name = "data"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns two float32 vectors of the length asked for", points=1, hidden=False)
def test_data_has_the_right_form(env):
    bench.run(data_has_the_right_form, env)


@test_case(name="puts every example on the line 3x + 2", points=1, hidden=False)
def test_data_lies_on_the_line(env):
    bench.run(data_lies_on_the_line, env)


@test_case(name="draws the inputs from the standard normal distribution", points=1, hidden=False)
def test_data_is_standard_normal(env):
    bench.run(data_is_standard_normal, env)


@test_case(name="gives the same data for the same seed", points=1, hidden=False)
def test_data_repeats_with_its_seed(env):
    bench.run(data_repeats_with_its_seed, env)
