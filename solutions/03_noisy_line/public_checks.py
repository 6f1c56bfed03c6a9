"""What students run themselves: fixed examples teach, draws earn the points, and graders draw others."""

from itertools import chain, combinations

import numpy as np

from autograder.checks import (
    aside,
    attributes,
    call_and_keep,
    check,
    compare,
    describe,
    expect,
    expect_array,
    expect_below,
    expect_close,
    expect_distribution,
    expect_function,
    expect_items,
    expect_number,
    expect_numbers,
    expect_type,
    fail,
    fetch,
    machinery,
    normal,
    panel,
    plot,
    recognize,
    remark,
    remark_on_numbers,
    scatter,
    tensor,
    uniform,
)
from autograder.errors import StudentRaised

RANDOM = (
    "TensorFlow guide: Random number generation",
    "https://www.tensorflow.org/guide/random_numbers",
)
GRADIENTS = (
    "TensorFlow guide: Introduction to gradients and automatic differentiation",
    "https://www.tensorflow.org/guide/autodiff",
)
LEAST_SQUARES = (
    "Wikipedia: Simple linear regression",
    "https://en.wikipedia.org/wiki/Simple_linear_regression",
)
TRAINING = (
    "TensorFlow guide: Basic training loops",
    "https://www.tensorflow.org/guide/basic_training_loops",
)

# Four measurements, and what exceptions of a first measurement or training step mean.
INPUTS = tensor([-1.0, 0.0, 1.0, 2.0], "float32")
OUTPUTS = tensor([0.0, 2.5, 4.0, 8.5], "float32")
NO_GRADIENT = (
    "A gradient is None: the tape did not see the way from that variable to the loss. Prediction and "
    "loss belong inside the `with` block, with TensorFlow's own operations all the way."
)
NO_STEP = {
    "non-persistent": "One tape answers once: ask it for both gradients in one call, or make it persistent.",
    r"attribute '_id'|type_value": (
        "The loss has left TensorFlow (through NumPy, `.numpy()` or `float(…)`), so the tape cannot follow: "
        "compute it with TensorFlow's own operations."
    ),
    r"NoneType|\(None\)|No gradients": NO_GRADIENT,
    "NameError": "The function uses a name that only another cell knows: work with its arguments alone.",
}


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def new_model(student, w, b):
    """Return a model of the submission."""
    return call_and_keep(expect_function(student, "Model"), float(w), float(b))


def place_of(model):
    """Return the present w and b of a model."""
    return np.array([expect_number(value) for value in fetch(attributes(model, "w", "b"))])


def first(causes):
    """Return the first sentence that holds, or nothing."""
    return next((sentence for sentence, holds in causes.items() if holds), "")


def noisy_line(rng, count, w, b, middle=0.0):
    """Return inputs and outputs whose best line is w · x + b, and the mean squared error that it leaves.

    Three points evenly apart that lie off a line by c, −2c and c pull it nowhere: they neither lift nor turn
    it. All numbers are small fractions of two, so that float32 holds them to the digit; the inputs spread by
    about 1.5 round their middle.
    """
    apart = rng.integers(1, 17, size=(count // 3, 1)) * [-1, 0, 1]
    off = rng.integers(1, 7, size=(count // 3, 1)) / 4 * rng.choice([-1, 1]) * [1, -2, 1]
    alone = rng.integers(4, 17, size=count % 3) * rng.choice([-1, 1])
    x = np.append(rng.integers(-16, 17, size=(count // 3, 1)) + apart, alone) / 8 + middle
    off = np.append(off, np.zeros(count % 3))
    order = rng.permutation(count)
    x, off = x[order], off[order]
    return x.astype("float32"), (w * x + b + off).astype("float32"), (off @ off) / count


def drawn_line(rng):
    """Return w and b of a line that is none of the story's, in quarters."""
    return rng.integers(5, 25) / 4 * rng.choice([-1, 1]), rng.integers(3, 17) / 4 * rng.choice([-1, 1])


def curvature(inputs):
    """Return the matrix K by which a step d = (in w, in b) off the best line costs d · K · d."""
    powers = np.array([inputs.astype(float), np.ones(len(inputs))])
    return powers @ powers.T / len(inputs)


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


def measured(answer):
    """Return loss, dw and db of an answer as float64."""
    if isinstance(answer, (list, tuple)):
        expect_items(answer, 3, names="loss, dw, db")
        expect(
            not any(item is None for item in answer),
            "One of the three is None.",
            answer=answer,
            cause=NO_GRADIENT,
        )
        for number in answer:
            mistakes = {"one number for each example: take their mean": (4,)}
            expect_array(number, shape=(), kind="if", mistakes=mistakes)
    return expect_numbers(answer, 3, names="loss, dw, db")


@check("returns three single numbers", question="gradients", read=GRADIENTS)
def gradients_gives_three_numbers(student):
    function = expect_function(student, "gradients", ["model", "inputs", "outputs"])
    with recognize(NO_STEP):
        measured(function(new_model(student, 1.0, 4.0), INPUTS, OUTPUTS))


@check(
    "computes the mean squared error and its two derivatives",
    question="gradients",
    after=gradients_gives_three_numbers,
    read=GRADIENTS,
)
def gradients_are_right(student):
    answer = call(student, "gradients", new_model(student, 1.0, 4.0), INPUTS, OUTPUTS)
    expect_close(
        measured(answer),
        np.array([4.625, -3.5, 1.5]),
        mistakes={
            "the derivatives without the factor 2: the derivative of a square is twice what was squared": (
                np.array([4.625, -1.75, 0.75])
            ),
            "half the mean squared error and its derivatives: leave out the factor ½": (
                np.array([2.3125, -1.75, 0.75])
            ),
            "The derivatives are in each other's place: dw comes before db.": np.array([4.625, 1.5, -3.5]),
            "The loss comes last: it comes first, before dw and db.": np.array([-3.5, 1.5, 4.625]),
            "The derivatives have the wrong sign: the error is prediction minus output.": (
                np.array([4.625, 3.5, -1.5])
            ),
            "the sum over the examples: take the mean": np.array([18.5, -14.0, 6.0]),
            "The derivatives are sums over the examples: take the means.": np.array([4.625, -14.0, 6.0]),
            "the mean absolute error and its derivatives: square the errors": np.array([2.0, -0.5, 0.5]),
            "the root of the mean squared error: leave out the root": (
                lambda found: np.isclose(found[0], 4.625**0.5)
            ),
            "The derivative by w lacks the factor x.": np.array([4.625, 1.5, 1.5]),
            "the loss of the true line against the model: compare with the measured outputs": (
                lambda found: np.isclose(found[0], 6.0)
            ),
            "the mean over a table of every prediction minus every output: one of the two was reshaped": (
                lambda found: np.isclose(found[0], 11.375)
            ),
        },
        problem="The errors are 3, 1.5, 1 and −2.5; loss, dw and db are not right.",
    )


@check("leaves the model as it is", question="gradients", after=gradients_gives_three_numbers, read=GRADIENTS)
def gradients_leave_the_model(student):
    model = new_model(student, 1.0, 4.0)
    call(student, "gradients", model, INPUTS, OUTPUTS)
    expect_close(
        place_of(model),
        np.array([1.0, 4.0]),
        problem="The model was w = 1, b = 4 before and is another one afterwards.",
        mistakes={
            "The function also updates the model: measure here, and leave the step to `fit`.": lambda found: (
                True
            ),
        },
    )


def slope_at(place, line, inputs, floor):
    """Return loss, dw and db of the model at a place, on data whose best line leaves ``floor``."""
    step = np.subtract(place, line)
    uphill = 2 * curvature(inputs) @ step
    return np.array([step @ uphill / 2 + floor, *uphill])


@check(
    "measures any model on any data",
    question="gradients",
    points=3,
    after=(gradients_are_right, gradients_leave_the_model),
    read=GRADIENTS,
)
def gradients_hold_for_any_line(student, rng):
    """Draw one example, some and more than a thousand, with small and large numbers, and move the model."""
    for count, size in ((int(rng.integers(6, 40)), 1.0), (1, 1.0), (1101, 2.0**-10), (30, 2.0**10)):
        line = np.array(drawn_line(rng))
        inputs, outputs, floor = noisy_line(rng, count, *line, middle=float(rng.integers(0, 4)))
        places = [line + rng.uniform(0.5, 3.0, size=2) * rng.choice([-1, 1]) for _ in range(2)]
        model = new_model(student, *(places[0] * size))
        data = tensor(inputs), tensor(outputs * np.float32(size))
        for place in places:
            move(model, *(place * size))
            right = slope_at(place, line, inputs, floor) * [size**2, size, size]
            answer = call(student, "gradients", model, *data)
            expect_slope(measured(answer), right, count)
            expect_close(
                place_of(model),
                place * size,
                atol=1e-6 * size,
                problem="The model is another one after `gradients` than before.",
            )
        remark_on_outcome(student, answer)


def remark_on_outcome(student, answer):
    """Remark where something else than a tuple or list came back, which prints less nicely."""
    if not isinstance(answer, (list, tuple)):
        remark(student, "Right. A tuple `loss, dw, db` says better what is what.")


@machinery
def move(model, w, b):
    """Give the variables of a model other values."""
    model.w.assign(float(w))
    model.b.assign(float(b))


def expect_slope(found, right, count):
    """Expect loss, dw and db as they should be."""
    expect_close(
        found,
        right,
        atol=1e-5 * abs(right).min(),
        mistakes={
            "The answer to the example in the public check: compute it from the arguments.": (
                np.array([4.625, -3.5, 1.5])
            ),
            "The number of examples is written into the code: divide by how many there are.": (
                lambda found: (
                    np.allclose(found[1:] / right[1:], found[1] / right[1], rtol=1e-3)
                    and any(np.isclose(found[1] / right[1], count / n, rtol=1e-3) for n in (4, 1000, 100, 10))
                )
            ),
        },
        problem=f"Loss, dw and db of {count:,} example{'s' * (count > 1)} are not right.",
    )


A_VARIABLE = "A variable in the list changes with every step, and all entries with it: record float(model.w)."


def rows_of(history, epochs, short=""):
    """Return w, b and loss of a history, one row each, after a look at its form."""
    expect_type(history, dict)
    missing = [name for name in ("w", "b", "loss") if name not in history]
    expect(not missing, "The history lacks a list.", answer=history, expected="a dict with w, b and loss")
    return np.array([list_of(history[name], name, epochs, short) for name in ("w", "b", "loss")])


def list_of(values, name, epochs, short):
    """Return one list of a history after a look at its form."""
    numbers = expect_numbers(values, names=f"numbers of history[{name!r}]")
    if len(numbers) != epochs:
        cause = "There must be one entry per epoch, no more and no fewer, recorded before its update."
        fail(
            "A list of the history has the wrong length.",
            returned=f"history[{name!r}] = {describe(values)}",
            expected=f"history[{name!r}]: {epochs} numbers",
            cause=short if short and len(numbers) < epochs else cause,
        )
    return numbers


@check(
    "records one number per epoch",
    question="fit",
    after=gradients_hold_for_any_line,
    read=TRAINING,
)
def fit_records_numbers(student):
    expect_function(student, "fit", ["model", "inputs", "outputs"], ["epochs", "learning_rate"])
    with recognize(NO_STEP):
        short = call(student, "fit", new_model(student, 5, 0), INPUTS, OUTPUTS, epochs=4, learning_rate=0.05)
    rows_of(short, 4)
    rows_of(call(student, "fit", new_model(student, 5, 0), INPUTS, OUTPUTS), 10)


def steps_down(line, inputs, floor, start, rate, steps):
    """Return w, b and loss before each step of a descent, in three rows, and where it ends."""
    bend = curvature(inputs)
    off, rows = np.subtract(start, line), []
    for _ in range(steps):
        rows.append((*(line + off), off @ bend @ off + floor))
        off = off - 2 * rate * bend @ off
    return np.array(rows).T, line + off


def taken_for_a_slope(place, x, y):
    """Return numbers that people take for loss, dw or db on these examples, the right ones first."""
    count, ones = len(x), np.ones(len(x))
    errors = [place[0] * x + place[1] - y, (place[0] - 3) * x + place[1] - 2]
    sums = [np.array([error, x, ones]) @ error for error in errors]
    right = sums[0] / count * [1, 2, 2]
    signs = np.array([errors[0], x, ones]) @ np.sign(errors[0])
    # Each prediction minus each output, as broadcasting a column makes it.
    level = y - y.mean()
    pairs = sums[0][:2] + level @ np.transpose([2 * (errors[0] + y), x])
    known = np.concatenate([*sums, signs, sums[0] / np.sqrt(sums[0][0] / count), pairs])
    parts = np.array([1 / count, 1 / max(count - 1, 1), 1, 0.001, 0.25])
    others = np.outer([*parts, *2 * parts, *parts / 2, *-parts, *-2 * parts], known)
    return np.append(right, others)


# How far a `gradients` that also updates may move the model, in gradients.
PULLS = (0, 0.001, 0.01, 0.05, 0.1, 0.5, 1)


def own_ways(student, data, start, rate, steps):
    """Return descents by the submission's own `gradients`, one for each way of recording them.

    There are none if it is right. If it is wrong in a known way, which shows at three places, the descent is
    computed here; else it is asked at every place, and believed where it is a quarter off at the most.
    """
    x, y = (array.astype(float) for array in data)
    fits, moves, slopes = [], [], []
    with aside(student):
        for place in np.multiply([[1.5, -0.5], [-2.0, 3.0], [0.5, 1.25]], abs(np.asarray(start)).max()):
            numbers, move = asked_at(student, data, place)
            fits.append(np.isclose(numbers[:, None], taken_for_a_slope(place, x, y), rtol=1e-3, atol=0))
            moves.append(move)
            slopes.append(numbers[1:])
        fits, moves, slopes = np.all(fits, axis=0), np.array(moves), np.array(slopes)
        slack = 1e-4 * abs(slopes).max()
        pull = next((one for one in PULLS if np.allclose(moves, one * slopes, rtol=1e-2, atol=slack)), None)
        which = fits.argmax(axis=1)
        if pull is None or (fits.any(axis=1).all() and list(which) == [0, 1, 2] and not pull):
            return []
        before, after, place, least = [], [], np.array(start, float), None
        for _ in range(steps):
            known = taken_for_a_slope(place, x, y)
            numbers = known[which]
            if not fits.any(axis=1).all():
                numbers, right = asked_at(student, data, place)[0], known[:3]
                least = 1e-3 * abs(right) if least is None else least
                if not (abs(numbers - right) <= 0.25 * abs(right) + least).all():
                    return []
            before.append((*place, numbers[0]))
            after.append((*(place - pull * numbers[1:]), numbers[0]))
            place = place - (rate + pull) * numbers[1:]
    return [(np.array(rows).T, place) for rows in (before, after)]


def asked_at(student, data, place):
    """Return what the submission's `gradients` gives for a model at a place, and how far it moves that."""
    model = new_model(student, *place)
    numbers = expect_numbers(call(student, "gradients", model, *map(tensor, data)), 3)
    return numbers, place - place_of(model)


def is_near(found, right, rtol, atol):
    """Say whether rows are those of a descent; from where this runs away, they need only run away, too."""
    size, start = np.maximum.accumulate(abs(right), axis=1), abs(right[:, 0]).max()
    close = abs(found - right) <= rtol * abs(right) + atol * size
    return bool((close | ((size > 1e9 * start) | np.isnan(size)) & ~(abs(found) < 1e6 * start)).all())


def follows(rows, end, way, rtol=1e-4, atol=2e-6):
    """Say whether a history and the model after it are those of a descent."""
    places, right = (np.column_stack([one[0][:2], one[1]]) for one in ((rows, end), way))
    return is_near(rows, way[0], rtol, atol) and is_near(places, right, rtol, atol)


def follows_own(student, rows, end, data, start, rate):
    """Say whether the descent follows the submission's own `gradients`, wrong in a known way as they are."""
    for way in own_ways(student, data, start, rate, rows.shape[1]):
        if follows(rows, end, way, rtol=1e-3, atol=1e-4):
            remark(student, "Right for these `gradients`. They are not right themselves, which costs once.")
            return True
    return False


def descent_of(student, data, start, epochs, rate, short=""):
    """Train a new model of the submission; return the history's rows, the model's place, and the model."""
    model = new_model(student, *start)
    asked = {"epochs": epochs, "learning_rate": rate}
    rows = rows_of(call(student, "fit", model, *map(tensor, data), **asked), epochs, short)
    return rows, place_of(model), model


def plot_history(rows, right):
    """Draw w, b and loss of a history beside the right ones."""
    named = zip(("w", "b", "loss"), rows, right, strict=True)
    return plot(
        "w, b and loss by epoch: yours solid, expected dashed",
        *(panel("updates made", name, *compare(name, mine, other)) for name, mine, other in named),
    )


@check(
    "trains on the data as it is",
    question="fit",
    after=(fit_records_numbers, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_adds_no_noise(student, rng):
    inputs = rng.normal(size=1000).astype("float32")
    data = inputs, 4 * inputs - 1
    rows, end, _ = descent_of(student, data, (4.0, -1.0), 2, 0.1)
    w, b, loss = rows
    causes = {
        "The model was set back to w = 5, b = 0: go on from where it is handed in.": w[0] == 5 and b[0] == 0,
        "Noise is added to the outputs within `fit`: the data is noisy already, and noise that is redrawn "
        "each epoch makes another experiment of each.": 0.7 < loss[0] < 1.4,
        "Noise is added to the inputs within `fit`: the noise sits in the outputs, and is there already.": (
            8 < loss[0] < 32
        ),
    }
    expect(
        abs(loss[0]) < 1e-4 or follows_own(student, rows, end, data, (4.0, -1.0), 0.1),
        "The model starts on the very line of exact data, and yet its first loss is not 0.",
        returned=f"losses {describe(loss.tolist())}",
        expected="0 in the first epoch",
        cause=first(causes),
    )


# w, b and loss before each of ten steps from w = 5, b = 0 with learning rate 0.1, and after the last.
WAY = np.array(
    [
        [5, 4.55, 4.21, 3.9475, 3.74075, 3.575, 3.440087, 3.328881, 3.236274, 3.158526, 3.092838],
        [0, 0.25, 0.495, 0.725, 0.93525, 1.124125, 1.2918, 1.439431, 1.568657, 1.681298, 1.779186],
        [
            *(8.625, 6.22875, 4.622625, 3.500447, 2.695795, 2.109904),
            *(1.679537, 1.361846, 1.126688, 0.952358, 0.823014),
        ],
    ]
)


@check(
    "records the way downhill, each epoch before its update",
    question="fit",
    after=(fit_adds_no_noise, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_records_before_the_update(student):
    before, after = WAY[:, :-1], WAY[:, 1:]
    model = new_model(student, 5.0, 0.0)
    rows = rows_of(call(student, "fit", model, INPUTS, OUTPUTS), 10)
    end, data = place_of(model), (INPUTS.array, OUTPUTS.array)
    if not is_near(rows, before, 1e-4, 2e-6) and follows_own(student, rows, end, data, (5.0, 0.0), 0.1):
        return
    expect_close(
        rows,
        before,
        atol=1e-5,
        mistakes={
            "the history recorded after each update: the first entry is the model as handed in": after,
            "w and b recorded after the update, the loss before: record all three first": (
                [*after[:2], before[2]]
            ),
            "the loss after the update beside w and b from before: record what `gradients` returns": (
                [*before[:2], after[2]]
            ),
            A_VARIABLE: (lambda found: (found[0] == found[0, 0]).all() and found[0, 0] != 5),
            "The model did not move: subtract learning_rate · gradient from its variables in each epoch.": (
                lambda found: (found[:2] == found[:2, :1]).all()
            ),
            "a descent without the learning rate: multiply the gradients by it": (
                lambda found: np.allclose(found[:2, 1], [0.5, 2.5], atol=1e-4)
            ),
            "a descent with learning rate 0.01: the default is 0.1": (
                lambda found: np.allclose(found[:2, 1], [4.955, 0.025], atol=1e-4)
            ),
            "The steps all have the length of the learning rate, as Adam's have: move by −learning rate × "
            "gradient.": (lambda found: np.allclose(found[:2, 1], [4.9, 0.1], atol=1e-3)),
            "The loss grows: subtract the gradients instead of adding them.": (
                lambda found: found[2, -1] > 1.5 * found[2, 0]
            ),
        },
        problem="Ten epochs from w = 5, b = 0 with learning rate 0.1; the rows w, b and loss are not right.",
        picture=lambda: plot_history(rows, before),
    )


@check(
    "leaves the model trained",
    question="fit",
    after=(fit_records_before_the_update, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_trains_the_model(student):
    start, data = (5.0, 0.0), (INPUTS.array, OUTPUTS.array)
    rows, end, _ = descent_of(student, data, start, 6, 0.1)
    if not follows(rows, end, (WAY[:, :6], WAY[:2, 6])) and follows_own(student, rows, end, data, start, 0.1):
        return
    expect_close(
        end,
        WAY[:2, 6],
        atol=1e-5,
        mistakes={
            "The model that was handed in was not trained: train it, and not a copy.": np.array([5.0, 0.0]),
            "one update too few: there is one per epoch": WAY[:2, 5],
            "one update too many: there is one per epoch": WAY[:2, 7],
        },
        problem="After six epochs (w, b) is not where gradient descent leads.",
    )


def expect_descent(student, trained, data, start, rate, way):
    """Expect the history and the end of a descent from a start: the right way, or that of `gradients`."""
    rows, end = trained
    if follows(rows, end, way) or follows_own(student, rows, end, data, start, rate):
        return
    epochs = rows.shape[1]
    causes = {
        "The learning rate 0.1 is written into the code: use the one that is handed in.": np.allclose(
            (rows[:2, 1] - rows[:2, 0]) * rate, (way[0][:2, 1] - way[0][:2, 0]) * 0.1, rtol=1e-2
        ),
        "The model was set back to w = 5, b = 0: go on from where it is handed in.": (
            rows[0, 0] == 5 and rows[1, 0] == 0
        ),
        "The history is right, but the model does not end where the last step leads.": is_near(
            rows, way[0], 1e-4, 2e-6
        ),
        "The first step is right and the next ones are not: each step starts from all that the one before "
        "left, and nothing else is kept from step to step.": is_near(rows[:, :2], way[0][:, :2], 1e-4, 2e-6),
    }
    fail(
        f"{epochs} epochs with learning rate {rate:.3g}: that is another way than gradient descent takes.",
        returned=f"w = {describe(rows[0].tolist())}; at the end {describe(end)}",
        expected=f"w = {describe(way[0][0].tolist())}; at the end {describe(way[1])}",
        cause=first(causes),
        picture=lambda: plot_history(rows, way[0]),
    )


@check(
    "follows gradient descent from any start, on any data",
    question="fit",
    points=2,
    after=(fit_trains_the_model, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_follows_the_slope(student, rng):
    """Draw one example, some and more than a thousand, small and large numbers, and go on where one ended."""
    for count, size in ((int(rng.integers(20, 60)), 1.0), (1, 1.0), (1101, 2.0**-10), (30, 2.0**10)):
        line, rate = np.array(drawn_line(rng)), float(rng.uniform(0.02, 0.09))
        inputs, outputs, floor = noisy_line(rng, count, *line)
        data, scale = (inputs, outputs * np.float32(size)), np.array([[size], [size], [size**2]])
        start, epochs = line + rng.uniform(1.0, 4.0, size=2) * rng.choice([-1, 1]), int(rng.integers(3, 7))
        rows, end, model = descent_of(student, data, start * size, epochs, rate)
        places, last = steps_down(line, inputs, floor, start, rate, epochs)
        expect_descent(student, (rows, end), data, start * size, rate, (places * scale, last * size))
    place = place_of(model)
    asked = {"epochs": 3, "learning_rate": rate}
    more = rows_of(call(student, "fit", model, *map(tensor, data), **asked), 3)
    places, last = steps_down(line, inputs, floor, place / size, rate, 3)
    expect_descent(student, (more, place_of(model)), data, place, rate, (places * scale, last * size))
    expect_falsity_counts(student, data, start * size)


def expect_falsity_counts(student, data, start):
    """Expect that 0 epochs and a learning rate of 0 move nothing; an exception would do as well."""
    for epochs, rate in ((0, 0.01), (2, 0.0)):
        model = new_model(student, *start)
        try:
            call(student, "fit", model, *map(tensor, data), epochs=epochs, learning_rate=rate)
        except StudentRaised:
            continue
        expect(
            np.allclose(place_of(model), start, rtol=1e-5) or own_ways(student, data, start, rate, 1),
            f"The model moved though epochs={epochs} and learning_rate={rate:g}.",
            cause="0 is a number like any other, though Python counts it as false.",
        )


EVERY_EPOCH = "Each epoch is made, also where the loss no longer falls: as many as are asked for."


@check(
    "makes every epoch, also where the loss no longer falls",
    question="fit",
    points=1,
    after=(fit_follows_the_slope, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_makes_every_epoch(student, rng):
    """Start on the best line, where nothing moves, and with strides so long that the loss grows."""
    line = np.array(drawn_line(rng))
    inputs, outputs, floor = noisy_line(rng, 60, *line)
    too_long = 1.1 / np.linalg.eigvalsh(curvature(inputs)).max()
    for start, rate in ((line, 0.1), (line + 1.0, float(too_long))):
        rows, end, _ = descent_of(student, (inputs, outputs), start, 12, rate, EVERY_EPOCH)
        way = steps_down(line, inputs, floor, start, rate, 12)
        if follows(rows, end, way) or not own_ways(student, (inputs, outputs), start, rate, 1):
            expect_descent(student, (rows, end), (inputs, outputs), start, rate, way)


@check(
    "ends on the least-squares line",
    question="fit",
    points=1,
    after=(fit_makes_every_epoch, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_reaches_the_best_line(student, rng, thresholds):
    line, start = np.array(drawn_line(rng)), (5.0, 0.0)
    data = inputs, _, floor = noisy_line(rng, 999, *line)
    rows, end, _ = descent_of(student, data[:2], start, 120, 0.1, EVERY_EPOCH)
    way = steps_down(line, inputs, floor, start, 0.1, 120)
    if not follows(rows, end, way, atol=1e-4) and follows_own(student, rows, end, data[:2], start, 0.1):
        return
    off = abs(end - line)
    causes = {
        "The training ends before all epochs are made: make each of them.": (off < 1).all(),
        "The training ran away.": not np.isfinite(end).all(),
    }
    expect_below(
        off,
        thresholds["converged"],
        "After 120 epochs the model is not on the least-squares line.",
        cause=first(causes),
    )
    expect(
        is_near(rows, way[0], 1e-3, 1e-4),
        "120 epochs end where they should, but their history is not that of gradient descent.",
        picture=lambda: plot_history(rows, way[0]),
    )


def line_of(student, inputs, outputs):
    """Return the submission's least-squares line."""
    answer = call(student, "least_squares", tensor(inputs, "float32"), tensor(outputs, "float32"))
    return expect_numbers(answer, 2, names="numbers, w and b")


@check("returns two numbers", question="least_squares", read=LEAST_SQUARES)
def least_squares_gives_two_numbers(student):
    function = expect_function(student, "least_squares", ["inputs", "outputs"])
    answer = function(INPUTS, OUTPUTS)
    expect_numbers(answer, 2, names="numbers, w and b")
    remark_on_numbers(student, list(answer) if isinstance(answer, tuple) else answer)


def plot_lines(found, right, inputs, outputs):
    """Draw two lines among the points that they should fit."""
    lines = [w * inputs + b for w, b in (found, right)]
    return plot(
        "The line among the points: yours solid, expected dashed",
        panel("input x", "output y", scatter("points", inputs, outputs), *compare("y", *lines, x=inputs)),
    )


def wrong_lines(line, inputs, outputs):
    """Return the lines that people take for the best one, each with its sentence; several may share one."""
    (w, b), x, y = line, inputs.astype(float), outputs.astype(float)
    middle, height, count = x.mean(), y.mean(), len(x)
    tilted = x @ y / (x @ x)
    spread = x @ x / count - middle**2
    not_centred = [tilted, w * spread / (x @ x / count), x @ y / count / spread]
    other_way = [spread * w / np.var(y), np.var(y) / (w * spread)]
    ratio = [np.copysign((np.var(y) / spread) ** 0.5, sign) for sign in (1, -1)]
    return {
        "b and w: the slope w comes first": [(b, w)],
        "the best line through the origin: it may have a shift, too": [(tilted, 0.0)],
        "Centring was forgotten: subtract the means of inputs and outputs beforehand.": [
            (slope, height - slope * middle) for slope in not_centred
        ],
        "the true line of the story: compute the best line of the data that is handed in": [(3.0, 2.0)],
        "the line that predicts inputs from outputs: divide by the spread of the inputs": [
            (slope, shift)
            for slope in other_way
            for shift in (height - slope * middle, middle - slope * height)
        ],
        "The covariance divides by n − 1, the variance by n, or the reverse: both by the same.": [
            (w * part, height - w * part * middle) for part in (count / (count - 1), (count - 1) / count)
        ],
        "the ratio of the spreads, which is never that of a falling line: the numerator is the mean of the "
        "products": [(slope, height - slope * middle) for slope in ratio],
        "The shift has the wrong sign: b = ȳ − w · x̄.": [(w, -b)],
        "The shift is the mean of the outputs: subtract w · x̄ from it.": [(w, height)],
    }


def reach_of(line, inputs, outputs):
    """Return how far w and b may lie off: 1e-4 of w, and 3e-4 of the spread of the outputs."""
    return np.array([1e-4 * abs(line[0]), 3e-4 * float(outputs.std())])


def expect_line(found, line, inputs, outputs, more=None):
    """Expect a line within its tolerance, and name the mistake if it is another one."""
    reach = reach_of(line, inputs, outputs)
    if (abs(found - line) <= reach).all():
        return
    known = wrong_lines(line, inputs, outputs)
    causes = {name: any((abs(found - one) <= reach).all() for one in ones) for name, ones in known.items()}
    fail(
        f"Another line has a smaller mean squared error on these {len(inputs):,} points.",
        returned=describe(found),
        expected=describe(np.asarray(line)),
        cause=first(causes | (more or {})),
        picture=lambda: plot_lines(found, line, inputs, outputs),
    )


@check(
    "finds the best line of this data",
    question="least_squares",
    after=least_squares_gives_two_numbers,
    read=LEAST_SQUARES,
)
def least_squares_is_the_best_line(student):
    inputs, outputs = np.array([[-1, 0, 1, 3, 4, 5], [4, 2, -1, -4, -9, -10]])
    expect_line(line_of(student, inputs, outputs), np.array([-2.392857, 1.785714]), inputs, outputs)


CLOSED_FORM = "The answer depends on where the inputs lie, as a descent does: compute it by the formulas."
DIGITS = "Far from 0 single precision loses its digits: subtract the means beforehand, or compute in float64."


@check(
    "finds the best line of any data",
    question="least_squares",
    points=3,
    after=least_squares_is_the_best_line,
    read=LEAST_SQUARES,
)
def least_squares_is_the_line_of_any_data(student, rng):
    """Draw a few points and more than a thousand, small and large numbers, and inputs far from 0."""
    for count, across, up, far in (
        (int(rng.integers(5, 30)), 1.0, 1.0, 3),
        (1101, 1.0, 2.0**-10, 0),
        (int(rng.integers(30, 90)), 2.0**10, 2.0**10, 3),
        (60, 2.0**-10, 1.0, 0),
        # Not of small fractions: products of those have no digit that single precision could lose.
        (1103, 0.7, 0.3, 110),
    ):
        w, b = drawn_line(rng)
        middle = float(rng.integers(far // 2, far + 1)) * rng.choice([-1, 1])
        inputs, outputs, _ = noisy_line(rng, count, w, b, middle=middle)
        inputs, outputs = inputs * np.float32(across), outputs * np.float32(up)
        line = np.array([w * up / across, b * up])
        found = line_of(student, inputs, outputs)
        is_rough = np.isclose(found[0], line[0], rtol=0.1)
        expect_line(found, line, inputs, outputs, {DIGITS: far > 10 and is_rough, CLOSED_FORM: True})


@check(
    "returns one number", question="floor", after=least_squares_is_the_line_of_any_data, read=LEAST_SQUARES
)
def floor_is_a_number(student):
    answer = expect_function(student, "best_possible_loss", ["inputs", "outputs"])(INPUTS, OUTPUTS)
    expect_number(answer)
    remark_on_numbers(student, answer)


def floor_of(student, inputs, outputs):
    """Return the submission's smallest possible loss."""
    return expect_number(
        call(student, "best_possible_loss", tensor(inputs, "float32"), tensor(outputs, "float32"))
    )


def is_loss_of_own_line(student, found, line, inputs, outputs, floor):
    """Say whether that is the loss of the submission's own line, wrong in a known way as it is."""
    with aside(student):
        own = line_of(student, inputs, outputs)
    reach = 2 * reach_of(line, inputs, outputs)
    if (abs(own - line) <= reach).all():
        return False
    for wrong in chain.from_iterable(wrong_lines(line, inputs, outputs).values()):
        if (abs(own - wrong) <= reach).all():
            loss = (np.subtract(wrong, line) @ curvature(inputs) @ np.subtract(wrong, line)) + floor
            if np.isclose(found, loss, rtol=1e-3, atol=0):
                remark(
                    student,
                    "Right for this line of `least_squares`. It is not right itself, which costs once.",
                )
                return True
    return False


@check(
    "is the mean squared error of the best line",
    question="floor",
    after=(floor_is_a_number, least_squares_is_the_line_of_any_data),
    read=LEAST_SQUARES,
)
def floor_belongs_to_the_best_line(student):
    inputs, outputs = np.array([[-2, -1, 0, 1, 2, 4], [-3, -3, 3.5, 5.5, 5, 16]])
    line, right = np.array([3.107143, 1.928571]), 3.372024
    found = floor_of(student, inputs, outputs)
    if not np.isclose(found, right) and is_loss_of_own_line(student, found, line, inputs, outputs, right):
        return
    expect_close(
        found,
        right,
        mistakes={
            "the loss of the true line 3x + 2: take the line that fits this data best": 3.416667,
            "the sum of the squared errors: take their mean": 6 * right,
            "the root of the mean squared error: leave out the root": right**0.5,
            "half the mean squared error: leave out the factor ½": right / 2,
            "divided by n − 2: a mean divides by the number of examples": 6 / 4 * right,
            "divided by n − 1: a mean divides by the number of examples": 6 / 5 * right,
            "the variance of the outputs, which is the loss of a level line": 40.916667,
            "A mean squared error that is 0 or negative: square the errors before you average.": (
                lambda found: found.size == 1 and (found <= 1e-3).all()
            ),
        },
        problem="That is not the mean squared error of the least-squares line of these six points.",
    )


NOT_OF_THIS_LINE = "No line can do better than the floor: take all examples of the data that is handed in."


@check(
    "is the floor of any data",
    question="floor",
    points=2,
    after=(floor_belongs_to_the_best_line, least_squares_is_the_line_of_any_data),
    read=LEAST_SQUARES,
)
def floor_belongs_to_any_data(student, rng):
    """Draw a few points and more than a thousand, small and large numbers, and inputs far from 0."""
    for count, size, far in (
        (int(rng.integers(6, 30)), 1.0, 3),
        (1101, 2.0**-10, 0),
        (int(rng.integers(30, 90)), 2.0**10, 3),
        (1103, 1.0, 110),
    ):
        line = np.array(drawn_line(rng))
        middle = float(rng.integers(far // 2, far + 1)) * rng.choice([-1, 1])
        inputs, outputs, floor = noisy_line(rng, count, *line, middle=middle)
        outputs, floor = outputs * np.float32(size), floor * size**2
        found = floor_of(student, inputs, outputs)
        if np.isclose(found, floor, rtol=2e-4, atol=0) or is_loss_of_own_line(
            student, found, line * size, inputs, outputs, floor
        ):
            continue
        causes = {
            NOT_OF_THIS_LINE: found < 0.999 * floor,
            CLOSED_FORM: far > 0 and not found < 2.5 * floor,
        }
        fail(
            f"That is not the mean squared error of the best line of {count:,} points.",
            returned=f"{found:.7g}",
            expected=f"{floor:.7g}",
            cause=first(causes),
        )
