"""What students run themselves; the numbers here are examples, graders draw others."""

import numpy as np

from autograder.checks import (
    Remote,
    call_and_keep,
    check,
    compare,
    describe,
    expect,
    expect_array,
    expect_close,
    expect_distribution,
    expect_function,
    expect_items,
    expect_number,
    expect_type,
    fail,
    normal,
    panel,
    plot,
    recognize,
    scatter,
    tensor,
    uniform,
)

RANDOM = "TensorFlow guide: Random number generation"
GRADIENTS = "TensorFlow guide: Introduction to gradients and automatic differentiation"
TRAINING = "TensorFlow guide: Basic training loops"

# Four measurements, and what exceptions of a first measurement or training step mean.
INPUTS = tensor([-1.0, 0.0, 1.0, 2.0], "float32")
OUTPUTS = tensor([0.0, 2.5, 4.0, 8.5], "float32")
NO_STEP = {
    "non-persistent": "One tape answers once: ask it for both gradients in one call, or make it persistent.",
    r"attribute '_id'|type_value": (
        "The loss has left TensorFlow (through NumPy, `.numpy()` or `float(…)`), so the tape cannot follow: "
        "compute it with TensorFlow's own operations."
    ),
    r"NoneType|\(None\)|No gradients": (
        "A gradient is None: the tape did not see the way from that variable to the loss. Prediction and "
        "loss belong inside the `with` block, with TensorFlow's own operations all the way."
    ),
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
    return np.array([expect_number(model.w), expect_number(model.b)])


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


@check("returns three single numbers", question="gradients", points=1, read=GRADIENTS)
def gradients_gives_three_numbers(student):
    function = expect_function(student, "gradients", ["model", "inputs", "outputs"])
    with recognize(NO_STEP):
        answer = function(new_model(student, 1.0, 4.0), INPUTS, OUTPUTS)
    mistakes = {"one number for each example: take their mean": (4,)}
    for number in expect_items(answer, 3, names="loss, dw, db"):
        expect_array(number, shape=(), mistakes=mistakes)


@check(
    "computes the mean squared error and its two derivatives",
    question="gradients",
    points=1,
    after=gradients_gives_three_numbers,
    read=GRADIENTS,
)
def gradients_are_right(student):
    answer = call(student, "gradients", new_model(student, 1.0, 4.0), INPUTS, OUTPUTS)
    expect_close(
        np.array([expect_number(number) for number in expect_items(answer, 3, names="loss, dw, db")]),
        np.array([4.625, -3.5, 1.5]),
        mistakes={
            "the derivatives without the factor 2: the derivative of a square is twice what was squared": (
                np.array([4.625, -1.75, 0.75])
            ),
            "half the mean squared error and its derivatives: leave out the factor ½": (
                np.array([2.3125, -1.75, 0.75])
            ),
            "The derivatives are in each other's place: dw comes before db.": np.array([4.625, 1.5, -3.5]),
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
        },
        problem="The errors are 3, 1.5, 1 and −2.5; loss, dw and db are not right.",
    )


@check("leaves the model as it is", question="gradients", points=1, after=gradients_gives_three_numbers)
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


def rows_of(history, epochs):
    """Return w, b and loss of a history, one row each, after a look at its form."""
    expect_type(history, dict)
    missing = [name for name in ("w", "b", "loss") if name not in history]
    expect(not missing, "The history lacks a list.", answer=history, expected="a dict with w, b and loss")
    return np.array([list_of(history[name], name, epochs) for name in ("w", "b", "loss")])


def list_of(values, name, epochs):
    """Return one list of a history after a look at its form."""
    wanted = f"history[{name!r}]: a list of {epochs} floats"
    returned = f"history[{name!r}] = {describe(values)}"
    if not isinstance(values, (list, tuple)):
        fail("A part of the history is not a list.", returned=returned, expected=wanted)
    if len(values) != epochs:
        cause = "There must be one entry an epoch, no more and no fewer, recorded before its update."
        fail("A list of the history has the wrong length.", returned=returned, expected=wanted, cause=cause)
    if any(isinstance(value, Remote) for value in values):
        cause = (
            "A variable in the list changes with every step, and all entries with it: record float(model.w)."
        )
        fail(
            "The history holds variables instead of floats.", returned=returned, expected=wanted, cause=cause
        )
    for value in values:
        expect_type(value, float)
    return values


@check(
    "records one float an epoch",
    question="fit",
    points=1,
    after=(gradients_are_right, gradients_leave_the_model),
    read=TRAINING,
)
def fit_records_floats(student):
    expect_function(student, "fit", ["model", "inputs", "outputs", "epochs", "learning_rate"])
    with recognize(NO_STEP):
        short = call(student, "fit", new_model(student, 5, 0), INPUTS, OUTPUTS, epochs=4, learning_rate=0.05)
    rows_of(short, 4)
    rows_of(call(student, "fit", new_model(student, 5, 0), INPUTS, OUTPUTS), 10)


@check("trains on the data as it is", question="fit", points=1, after=fit_records_floats)
def fit_adds_no_noise(student, rng):
    inputs = rng.normal(size=1000).astype("float32")
    model, data = new_model(student, 4.0, -1.0), [tensor(inputs), tensor(4 * inputs - 1)]
    w, b, loss = rows_of(call(student, "fit", model, *data, epochs=5, learning_rate=0.1), 5)
    causes = {
        "The model was set back to w = 5, b = 0: go on from where it is handed in.": w[0] == 5 and b[0] == 0,
        "Noise is added to the outputs within `fit`: the data is noisy already, and noise that is redrawn "
        "each epoch makes another experiment of each.": 0.7 < loss[0] < 1.4,
        "Noise is added to the inputs within `fit`: the noise sits in the outputs, and is there already.": (
            8 < loss[0] < 32
        ),
    }
    expect(
        (abs(loss) < 1e-4).all(),
        "The model starts on the very line of exact data, and yet its loss is not 0.",
        returned=f"losses {describe(loss.tolist())}",
        expected="0 in each epoch",
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


def plot_history(rows, right):
    """Draw w, b and loss of a history beside the right ones."""
    named = zip(("w", "b", "loss"), rows, right, strict=True)
    return plot(
        "w, b and loss by epoch: yours solid, expected dashed",
        *(panel("updates made", name, *compare(name, mine, other)) for name, mine, other in named),
    )


@check(
    "records the way downhill, each epoch before its update",
    question="fit",
    points=1,
    after=fit_adds_no_noise,
)
def fit_records_before_the_update(student):
    before, after = WAY[:, :-1], WAY[:, 1:]
    rows = rows_of(call(student, "fit", new_model(student, 5.0, 0.0), INPUTS, OUTPUTS), 10)
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
            "The model did not move: subtract learning_rate · gradient from its variables in each epoch.": (
                lambda found: (found[:2] == found[:2, :1]).all()
            ),
            "a descent without the learning rate: multiply the gradients by it": (
                lambda found: np.allclose(found[:2, 1], [0.5, 2.5], atol=1e-4)
            ),
            "a descent with learning rate 0.01: the default is 0.1": (
                lambda found: np.allclose(found[:2, 1], [4.955, 0.025], atol=1e-4)
            ),
            "The loss grows: subtract the gradients instead of adding them.": (
                lambda found: found[2, -1] > 1.5 * found[2, 0]
            ),
        },
        problem="Ten epochs from w = 5, b = 0 with learning rate 0.1; the rows w, b and loss are not right.",
        picture=lambda: plot_history(rows, before),
    )


@check("leaves the model trained", question="fit", points=1, after=fit_records_before_the_update)
def fit_trains_the_model(student):
    model = new_model(student, 5.0, 0.0)
    call(student, "fit", model, INPUTS, OUTPUTS, epochs=6, learning_rate=0.1)
    expect_close(
        place_of(model),
        WAY[:2, 6],
        atol=1e-5,
        mistakes={
            "The model that was handed in was not trained: train it, and not a copy.": np.array([5.0, 0.0]),
            "one update too few: there is one an epoch": WAY[:2, 5],
            "one update too many: there is one an epoch": WAY[:2, 7],
        },
        problem="After six epochs (w, b) is not where gradient descent leads.",
    )


@check("returns two Python floats", question="least_squares", points=1)
def least_squares_gives_two_floats(student):
    function = expect_function(student, "least_squares", ["inputs", "outputs"])
    for number in expect_items(function(INPUTS, OUTPUTS), 2, names="w, b"):
        expect_type(number, float)


def line_of(student, inputs, outputs):
    """Return the submission's least-squares line."""
    answer = call(student, "least_squares", tensor(inputs, "float32"), tensor(outputs, "float32"))
    for number in expect_items(answer, 2, names="w, b"):
        expect_type(number, float)
    return np.array(answer)


def plot_lines(found, right, inputs, outputs):
    """Draw two lines among the points that they should fit."""
    lines = [w * inputs + b for w, b in (found, right)]
    return plot(
        "The line among the points: yours solid, expected dashed",
        panel("input x", "output y", scatter("points", inputs, outputs), *compare("y", *lines, x=inputs)),
    )


@check(
    "finds the best line of this data",
    question="least_squares",
    points=1,
    after=least_squares_gives_two_floats,
)
def least_squares_is_the_best_line(student):
    w, b = right = np.array([-2.392857, 1.785714])
    inputs, outputs = np.array([[-1, 0, 1, 3, 4, 5], [4, 2, -1, -4, -9, -10]])
    found = line_of(student, inputs, outputs)

    def not_centred(found):
        return any(
            np.allclose(found, [slope, -3 - 2 * slope], rtol=1e-4)
            for slope in (-1.980769, -1.288462, -3.678571)
        )

    expect_close(
        found,
        right,
        mistakes={
            "b and w: the slope w comes first": np.array([b, w]),
            "the best line through the origin: it may have a shift, too": np.array([-1.980769, 0.0]),
            "Centring was forgotten: subtract the means of inputs and outputs beforehand.": not_centred,
            "the true line of the story: compute the best line of the data that is handed in": (
                np.array([3.0, 2.0])
            ),
            "the line that predicts inputs from outputs: divide by the spread of the inputs": (
                lambda found: np.isclose(found[0], [-2.447761, -0.408537]).any()
            ),
            "The covariance divides by n − 1, the variance by n, or the reverse: both by the same.": (
                lambda found: np.isclose(found[0], [w * 6 / 5, w * 5 / 6]).any()
            ),
            "The shift has the wrong sign: b = ȳ − w · x̄.": np.array([w, -b]),
            "The shift is the mean of the outputs: subtract w · x̄ from it.": np.array([w, -3.0]),
        },
        problem="Another line has a smaller mean squared error on these six points.",
        picture=lambda: plot_lines(found, right, inputs, outputs),
    )


@check("returns one Python float", question="floor", points=1, after=least_squares_gives_two_floats)
def floor_is_a_float(student):
    function = expect_function(student, "best_possible_loss", ["inputs", "outputs"])
    expect_type(function(INPUTS, OUTPUTS), float)


def floor_of(student, inputs, outputs):
    """Return the submission's smallest possible loss."""
    answer = call(student, "best_possible_loss", tensor(inputs, "float32"), tensor(outputs, "float32"))
    expect_type(answer, float)
    return answer


@check(
    "is the mean squared error of the best line",
    question="floor",
    points=1,
    after=(floor_is_a_float, least_squares_is_the_best_line),
)
def floor_belongs_to_the_best_line(student):
    right = 3.372024
    expect_close(
        floor_of(student, [-2, -1, 0, 1, 2, 4], [-3, -3, 3.5, 5.5, 5, 16]),
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
