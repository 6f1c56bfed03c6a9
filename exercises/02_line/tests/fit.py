"""Public checks of question fit.

Built from solutions/02_line/public_checks.py by `autograder build 02_line`; change them there.
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
    expect_below,
    expect_close,
    expect_function,
    expect_number,
    expect_type,
    fail,
    fetch,
    panel,
    plot,
    recognize,
    tensor,
)
from autograder.notebook import Bench, test_case


VARIABLES = "TensorFlow guide: Introduction to Variables"
GRADIENTS = "TensorFlow guide: Introduction to gradients and automatic differentiation"
TRAINING = "TensorFlow guide: Basic training loops"

# Four examples on the line y = 3x + 2, and what exceptions of a first training step mean.
INPUTS = tensor([-1.0, 0.0, 1.0, 2.0], "float32")
OUTPUTS = tensor([-1.0, 2.0, 5.0, 8.0], "float32")
NO_STEP = {
    "non-persistent": "One tape answers once: ask it for both gradients in one call, or make it persistent.",
    r"attribute '(_id|dtype)'|type_value": (
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


def new_model(student, *start):
    """Return a model of the submission."""
    return call_and_keep(expect_function(student, "Model"), *start)


def variables_of(model):
    """Return the model's two variables, w and b."""
    variables = {"w": model.w, "b": model.b}
    for name, variable in variables.items():
        expect(
            isinstance(variable, Remote),
            f"`{name}` of the model is not a variable.",
            returned=f"model.{name} = {describe(variable)}",
            expected="a tf.Variable",
            cause="A plain number or a constant tensor cannot be trained: make it a tf.Variable.",
        )
    return list(variables.values())


def set_value(variable, value):
    """Give a variable a new value."""
    assign = variable.assign
    expect(isinstance(assign, Remote), "`assign` of a variable of the model is no function.")
    assign(value)


def values_of(variables):
    """Return the present values of two variables, or of a model's w and b."""
    if isinstance(variables, Remote):
        variables = [variables.w, variables.b]
    return np.array([expect_number(variable) for variable in variables])


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


@check("starts from w and b as float32 variables", question="model", points=1, read=VARIABLES)
def model_has_two_variables(student):
    expect_function(student, "Model", ["w", "b"])
    mistakes = {
        "An integer variable has no gradient and cannot be trained: make it float32.": "int32",
        "float64, which does not go together with float32 inputs: make it float32": "float64",
        "a variable of shape (1,): one number has the shape ()": (1,),
    }
    for start, expected in (((), (1.0, 4.0)), ((5.0, -0.5), (5.0, -0.5))):
        for variable, value in zip(variables_of(new_model(student, *start)), expected, strict=True):
            found = fetch(variable)
            expect_array(found, shape=(), dtype="float32", mistakes=mistakes)
            expect_close(found, value, problem="The model does not start from the numbers that it is given.")


@check("computes w · x + b", question="model", points=1, after=model_has_two_variables)
def model_computes_the_line(student):
    x = tensor([0.0, 1.0, 2.5], "float32")
    model = new_model(student, 2.0, -1.0)
    before = np.array([-1.0, 1.0, 4.0])
    expect_close(
        model(x),
        before,
        mistakes={
            "b · x + w: the slope w multiplies, the shift b is added": np.array([2.0, 1.0, -0.5]),
            "w · (x + b): multiply first, then add b": np.array([-2.0, 0.0, 3.0]),
            "a column: the predictions must have the shape of x": before[:, None],
        },
        problem="The predictions of the model w = 2, b = −1 are not right.",
    )
    w, b = variables_of(model)
    set_value(w, -3.0)
    set_value(b, 0.5)
    expect_close(
        model(x),
        np.array([0.5, -2.5, -7.0]),
        mistakes={"what it said before its variables changed: compute with self.w and self.b": before},
        problem="The predictions do not follow the variables: w was set to −3, b to 0.5.",
    )


@check("returns a single number", question="loss", points=1)
def loss_is_a_scalar(student):
    expect_function(student, "loss", ["predicted_y", "target_y"])
    answer = call(student, "loss", tensor([1.0, 2.0, 3.0], "float32"), tensor([1.0, 4.0, 0.0], "float32"))
    expect_array(answer, shape=(), mistakes={"one number for each example: take their mean": (3,)})


@check("averages the squared errors", question="loss", points=1, after=loss_is_a_scalar)
def loss_is_the_mean_of_squares(student):
    expect_close(
        call(
            student,
            "loss",
            tensor([3.0, 3.0, 2.0, -3.0], "float32"),
            tensor([2.0, 5.0, -1.0, 4.0], "float32"),
        ),
        15.75,
        mistakes={
            "the sum of the squared errors: divide by how many there are": 63.0,
            "the mean absolute error: square the differences": 3.25,
            "half the mean squared error: leave out the factor ½": 7.875,
            "the mean of the errors, not squared: errors of opposite sign cancel, and it can be negative": (
                lambda value: np.allclose(abs(value), 1.25)
            ),
            "the square of the mean error: square first, then average": 1.5625,
            "the root of the mean squared error: leave out the root": 15.75**0.5,
            "divided by one less than the number of examples: a mean divides by their number": 21.0,
            "divided by 1,000: divide by how many examples there are": 0.063,
            "the mean over a table of every prediction minus every target: one of the two was reshaped": 13.0,
        },
        problem="The errors are 1, −2, 3 and −7; the loss is not right.",
    )


@check(
    "makes a step and returns a single number",
    question="train_step",
    points=1,
    after=(model_computes_the_line, loss_is_the_mean_of_squares),
    read=GRADIENTS,
)
def train_step_runs(student):
    expect_function(student, "train_step", ["model", "inputs", "outputs", "learning_rate"])
    with recognize(NO_STEP):
        expect_number(call(student, "train_step", new_model(student, 1.0, 4.0), INPUTS, OUTPUTS, 0.1))


@check("returns the loss from before the update", question="train_step", points=1, after=train_step_runs)
def train_step_returns_the_loss_before(student):
    expect_close(
        call(student, "train_step", new_model(student, 1.0, 4.0), INPUTS, OUTPUTS, 0.1),
        6.0,
        mistakes={"the loss after the update: keep the one that the gradient came from": 4.2},
        problem="What came back is not the loss of the model w = 1, b = 4.",
    )


@check(
    "moves w and b against the gradient",
    question="train_step",
    points=1,
    after=train_step_runs,
    read=GRADIENTS,
)
def train_step_moves_downhill(student):
    model = new_model(student, 1.0, 4.0)
    call(student, "train_step", model, INPUTS, OUTPUTS, 0.1)
    expect_close(
        values_of(model),
        np.array([1.4, 3.8]),
        mistakes={
            "uphill: subtract the gradient instead of adding it, or w runs away": np.array([0.6, 4.2]),
            "a step without the learning rate: multiply the gradient by it": np.array([5.0, 2.0]),
            "The model did not move at all.": np.array([1.0, 4.0]),
            "Here b was not trained: move it as well as w": np.array([1.4, 4.0]),
            "Here w was not trained: move it as well as b": np.array([1.0, 3.8]),
            "Here w moved by the gradient of b and b by that of w: mind their order": np.array([0.8, 4.4]),
            "half a step: the derivative of a square has a factor 2": np.array([1.2, 3.9]),
            "a step by the sum over the examples: the loss is their mean": np.array([2.6, 3.2]),
            "Here b moved by a gradient from after w had moved: take both gradients first": np.array(
                [1.4, 3.76]
            ),
            "Here w moved by a gradient from after b had moved: take both gradients first": np.array(
                [1.42, 3.8]
            ),
            "The step itself was put in the variables' place: subtract it from them.": (
                lambda found: np.allclose(abs(found), [0.4, 0.2])
            ),
        },
        problem="After one step from w = 1, b = 4 with learning rate 0.1, (w, b) is not right.",
    )


@check(
    "changes the variables in place",
    question="train_step",
    points=1,
    after=train_step_moves_downhill,
    read=VARIABLES,
)
def train_step_keeps_the_variables(student):
    model = new_model(student, 1.0, 4.0)
    variables = variables_of(model)
    call(student, "train_step", model, INPUTS, OUTPUTS, 0.1)
    expect_close(
        values_of(variables),
        np.array([1.4, 3.8]),
        mistakes={
            "The variables were replaced (`model.w = …`), so the old ones never moved and the next gradient "
            "may be None: change them with assign, assign_sub or assign_add.": (
                lambda found: (found == [1.0, 4.0]).any()
            ),
        },
        problem="The variables that the model had before the step do not hold the new values.",
    )


@check(
    "records one float an epoch",
    question="fit",
    points=1,
    after=(train_step_returns_the_loss_before, train_step_keeps_the_variables),
    read=TRAINING,
)
def fit_records_floats(student):
    expect_function(student, "fit", ["model", "inputs", "outputs", "epochs", "learning_rate"])
    with recognize(NO_STEP):
        short = call(student, "fit", new_model(student), INPUTS, OUTPUTS, epochs=4, learning_rate=0.05)
    rows_of(short, 4)
    rows_of(call(student, "fit", new_model(student), INPUTS, OUTPUTS), 15)


def descent(updates):
    """Return w, b and loss from w = 1, b = 4 on the four examples before and after updates, one row each.

    Each update multiplies the errors of w and b by the same matrix.
    """
    curvature = np.array([[1.5, 0.5], [0.5, 1.0]])
    step = np.eye(2) - 0.2 * curvature
    errors = np.array([np.linalg.matrix_power(step, made) @ [-2.0, 2.0] for made in range(updates + 1)])
    w, b = errors.T
    return np.array([3 + w, 2 + b, (errors @ curvature * errors).sum(axis=1)])


def plot_history(rows, right):
    """Draw w, b and loss of a history beside the right ones."""
    named = zip(("w", "b", "loss"), rows, right, strict=True)
    return plot(
        "w, b and loss by epoch: yours solid, expected dashed",
        *(panel("updates made", name, *compare(name, mine, other)) for name, mine, other in named),
    )


@check("records each epoch before its update", question="fit", points=1, after=fit_records_floats)
def fit_records_before_the_update(student):
    rows = rows_of(call(student, "fit", new_model(student, 1.0, 4.0), INPUTS, OUTPUTS, epochs=10), 10)
    before, after = descent(10)[:, :-1], descent(10)[:, 1:]
    expect_close(
        rows,
        before,
        mistakes={
            "the history recorded after each update: the first entry is the model as handed in": after,
            "Here w and b are recorded after the update, the loss before: record w and b first": [
                *after[:2],
                before[2],
            ],
            "A 3 and a 2 are written into the code: find them by gradient descent.": (
                lambda found: np.allclose(found[:2, -1], [3.0, 2.0], atol=0.05)
            ),
            "the loss after the update beside w and b from before: record what train_step returns": [
                *before[:2],
                after[2],
            ],
        },
        problem="Ten epochs from w = 1, b = 4 on four examples; the rows w, b and loss are not right.",
        picture=lambda: plot_history(rows, before),
    )


@check(
    "finds the line in 60 epochs",
    question="fit",
    points=1,
    after=fit_records_before_the_update,
    read=TRAINING,
)
def fit_converges(student, rng, thresholds):
    inputs = rng.standard_normal(100)
    # Mean 0 and deviation 1 to the digit, so that every draw is equally hard: a step leaves 4/5 of the error.
    inputs = ((inputs - inputs.mean()) / inputs.std()).astype("float32")
    model = new_model(student, 1.0, 4.0)
    data = tensor(inputs), tensor(3 * inputs + 2)
    rows = rows_of(call(student, "fit", model, *data, epochs=60, learning_rate=0.1), 60)
    left = 0.8 ** np.arange(61)
    found = values_of(model)
    cause = (
        "The model that was handed in was not trained: train it, and not a copy."
        if list(found) == [1, 4]
        else ""
    )
    expect_below(
        abs(found - [3, 2]),
        thresholds["converged"],
        "After 60 epochs at learning rate 0.1 the model has not found the line.",
        returned=f"w = {found[0]:.5g}, b = {found[1]:.5g}",
        expected=f"w = 3 and b = 2, within {thresholds['converged']:g}",
        cause=cause,
        # With the model as it is afterwards at the end of w and b.
        picture=lambda: plot_history(
            [*np.column_stack([rows[:2], found]), rows[2]], [3 - 2 * left, 2 + 2 * left, 8 * left[:-1] ** 2]
        ),
    )


OK_FORMAT = False
ORDER = 5
name = "fit"
points = 3
THRESHOLDS = {"converged": 0.001}
bench = Bench(THRESHOLDS)


@test_case(name="records one float an epoch", points=1, hidden=False)
def test_fit_records_floats(env):
    bench.run(fit_records_floats, env)


@test_case(name="records each epoch before its update", points=1, hidden=False)
def test_fit_records_before_the_update(env):
    bench.run(fit_records_before_the_update, env)


@test_case(name="finds the line in 60 epochs", points=1, hidden=False)
def test_fit_converges(env):
    bench.run(fit_converges, env)
