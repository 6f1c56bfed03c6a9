"""Public checks of question fit.

Built from solutions/03_noisy_line/public_checks.py by `autograder build 03_noisy_line`; change them there.
"""

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
    expect_function,
    expect_items,
    expect_number,
    expect_type,
    fail,
    panel,
    plot,
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


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


OK_FORMAT = False
ORDER = 3
name = "fit"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="records one float an epoch", points=1, hidden=False)
def test_fit_records_floats(env):
    bench.run(fit_records_floats, env)


@test_case(name="trains on the data as it is", points=1, hidden=False)
def test_fit_adds_no_noise(env):
    bench.run(fit_adds_no_noise, env)


@test_case(name="records the way downhill, each epoch before its update", points=1, hidden=False)
def test_fit_records_before_the_update(env):
    bench.run(fit_records_before_the_update, env)


@test_case(name="leaves the model trained", points=1, hidden=False)
def test_fit_trains_the_model(env):
    bench.run(fit_trains_the_model, env)
