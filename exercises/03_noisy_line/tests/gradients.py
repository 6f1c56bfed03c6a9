"""Public checks of question gradients.

Built from solutions/03_noisy_line/public_checks.py by `autograder build 03_noisy_line`; change them there.
"""

import numpy as np

from autograder.checks import (
    attributes,
    call_and_keep,
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    expect_number,
    expect_numbers,
    fetch,
    machinery,
    recognize,
    remark,
    tensor,
)
from autograder.notebook import Bench, test_case


GRADIENTS = (
    "TensorFlow guide: Introduction to gradients and automatic differentiation",
    "https://www.tensorflow.org/guide/autodiff",
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


OK_FORMAT = False
ORDER = 2
name = "gradients"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns three single numbers", points=0, hidden=False)
def test_gradients_gives_three_numbers(env):
    bench.run(gradients_gives_three_numbers, env)


@test_case(name="computes the mean squared error and its two derivatives", points=0, hidden=False)
def test_gradients_are_right(env):
    bench.run(gradients_are_right, env)


@test_case(name="leaves the model as it is", points=0, hidden=False)
def test_gradients_leave_the_model(env):
    bench.run(gradients_leave_the_model, env)


@test_case(name="measures any model on any data", points=3, hidden=False)
def test_gradients_hold_for_any_line(env):
    bench.run(gradients_hold_for_any_line, env)
