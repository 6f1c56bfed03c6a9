"""Public checks of question train_step.

Built from solutions/02_line/public_checks.py by `autograder build 02_line`; change them there.
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    attributes,
    call_and_keep,
    carry_forward,
    check,
    describe,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    expect_number,
    fail,
    fetch,
    keep,
    library,
    machinery,
    parameters_of,
    passes,
    recognize,
    stand_ins,
    tensor,
)
from autograder.notebook import Bench, test_case


VARIABLES = (
    "TensorFlow guide: Introduction to Variables",
    "https://www.tensorflow.org/guide/variable",
)
GRADIENTS = (
    "TensorFlow guide: Introduction to gradients and automatic differentiation",
    "https://www.tensorflow.org/guide/autodiff",
)

# What exceptions of a first training step mean.
LEFT_TENSORFLOW = {
    r"attribute '(_id|dtype|numpy)'|type_value|not a Tensor|must be a Tensor": (
        "The loss has left TensorFlow (through NumPy, `.numpy()` or `float(…)`), so the tape cannot follow: "
        "compute it with TensorFlow's own operations."
    ),
}
NO_STEP = {
    "non-persistent": "One tape answers once: ask it for both gradients in one call, or make it persistent.",
    **LEFT_TENSORFLOW,
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
    """Return a model of the submission that starts from w and b."""
    model = expect_function(student, "Model")
    if start and {"w", "b"} <= set(parameters_of(model) or ()):
        return call_and_keep(model, w=start[0], b=start[1])
    return call_and_keep(model, *start)


def variables_of(model):
    """Return the model's two variables, w and b."""
    variables = attributes(model, "w", "b")
    for name, variable in zip(("w", "b"), variables, strict=True):
        expect(
            isinstance(variable, Remote),
            f"`{name}` of the model is not a variable.",
            returned=f"model.{name} = {describe(variable)}",
            expected="a tf.Variable",
            cause="A plain number or a constant tensor cannot be trained: make it a tf.Variable.",
        )
    return variables


def assign_of(variable):
    """Return what gives a variable a new value."""
    assign = variable.assign
    expect(isinstance(assign, Remote), "`assign` of a variable of the model is no function.")
    return assign


def values_of(variables):
    """Return the present values of two variables, or of a model's w and b."""
    if isinstance(variables, Remote):
        variables = attributes(variables, "w", "b")
    return np.array([expect_number(value) for value in fetch(variables)])


@machinery
def slopes(student, compute, sources, *watched):
    """Return the gradients of what ``compute`` leaves with the worker, None where the tape sees no way."""
    tape = call_and_keep(library(student, "tensorflow").GradientTape)
    block = call_and_keep(library(student, "contextlib").ExitStack)
    block.enter_context(tape)
    try:
        for one in watched:
            tape.watch(one)
        answer = compute()
    finally:
        block.close()
    return tape.gradient(answer, sources)


@machinery
def expect_start(student, *starts):
    """Expect models that start from these pairs, all alive at once, to hold them as float32 variables."""
    mistakes = {
        "An integer variable has no gradient and cannot be trained: make it float32.": "int32",
        "the dtype float64, which does not go together with float32 inputs: make it float32": "float64",
        "a variable of shape (1,): one number has the shape ()": (1,),
    }
    models = [new_model(student, *start) for start in starts]
    wanted = [start or (1.0, 4.0) for start in starts]
    for model, start in zip(models, wanted, strict=True):
        for found, value in zip(fetch(variables_of(model)), start, strict=True):
            expect_array(found, shape=(), dtype="float32", mistakes=mistakes)
            if np.allclose(found, value, rtol=1e-5, atol=1e-9):
                continue
            cause = ""
            if np.allclose(values_of(models[0]), wanted[-1]):
                cause = (
                    "The second model took over the first: each needs variables of its own, made in __init__."
                )
            elif value == 0:
                cause = "0 is a start like any other, though Python counts it as false."
            fail(
                "The model does not start from the numbers that it is given.",
                returned=f"{found:.6g} in a model made with w = {start[0]:.6g}, b = {start[1]:.6g}",
                cause=cause,
            )


@check("starts from w and b as float32 variables", question="model", read=VARIABLES)
def model_has_two_variables(student, rng):
    expect_function(student, "Model")
    w, b, large, small = rng.uniform(0.5, 5.0, size=4) * rng.choice([-1, 1], size=4)
    expect_start(student, (), (float(w), float(b)))
    expect_start(student, (float(1_000 * large), 0.0), (0.0, float(small / 1_000)))


@check("computes w · x + b", question="model", after=model_has_two_variables, read=VARIABLES)
def model_computes_the_line(student):
    x = tensor([0.0, 1.0, 2.5], "float32")
    model = new_model(student, 2.0, -1.0)
    before = np.array([-1.0, 1.0, 4.0])
    expect_close(
        model(x),
        before,
        mistakes={
            "the line b · x + w: the slope w multiplies, the shift b is added": np.array([2.0, 1.0, -0.5]),
            "the product w · (x + b): multiply first, then add b": np.array([-2.0, 0.0, 3.0]),
            "a column: the predictions must have the shape of x": before[:, None],
        },
        problem="The predictions of the model w = 2, b = −1 are not right.",
    )
    w, b = variables_of(model)
    assign_of(w)(-3.0)
    assign_of(b)(0.5)
    expect_close(
        model(x),
        np.array([0.5, -2.5, -7.0]),
        mistakes={"the answer from before its variables changed: compute with self.w and self.b": before},
        problem="The predictions do not follow the variables: w was set to −3, b to 0.5.",
    )


def expect_line(student, model, w, b, x):
    """Expect the model to put these inputs on the line, in their shape, and to stay as it is."""
    y = w * x.astype(float) + b
    expect_close(
        model(tensor(x)),
        y,
        rtol=1e-4,
        atol=1e-6 * (1 + abs(w) * abs(x).max() + abs(b)),
        dtype="float32",
        mistakes={
            "a flat vector: the predictions must have the shape of x": lambda found: (
                found.size == x.size and found.shape != x.shape
            ),
        },
        problem="The predictions are not w · x + b.",
    )
    expect_close(values_of(model), np.array([w, b]), problem="Predicting changed the model.")


@check(
    "computes w · x + b for any numbers and shapes",
    question="model",
    after=model_computes_the_line,
    read=VARIABLES,
)
def model_is_right_for_drawn_numbers(student, rng):
    model, other = (new_model(student, *rng.uniform(-5.0, 5.0, size=2).tolist()) for _ in range(2))
    assigns = [assign_of(variable) for variable in variables_of(model)]
    for shape, scale in (((7,), 1), ((), 1), ((2, 3, 2), 100), ((1_001,), 0.01)):
        w, b = (rng.uniform(-5.0, 5.0, size=2) * scale).astype("float32").tolist()
        for assign, value in zip(assigns, (w, b), strict=True):
            assign(value)
        expect_line(student, model, w, b, np.asarray(rng.normal(0, 2 * scale, size=shape), "float32"))
    assign_of(variables_of(other)[0])(0.0)
    expect_close(values_of(model), np.array([w, b]), problem="Changing one model changed another.")


@check(
    "lets gradients flow to w and b",
    question="model",
    points=1,
    after=model_is_right_for_drawn_numbers,
    read=GRADIENTS,
)
def model_can_be_trained(student, rng):
    w, b = rng.uniform(-5.0, 5.0, size=2).tolist()
    x = rng.integers(1, 9, size=5).astype("float32")
    model, given = new_model(student, w, b), keep(student, tensor(x))
    names = ("w", "b")
    with recognize({r"attribute|type_value|Tensor": LEFT_MODEL}):
        found = slopes(student, lambda: call_and_keep(model, given), variables_of(model))
    for name, slope in zip(names, expect_items(found, 2, names="the gradients of w and b"), strict=True):
        expect(
            slope is not None,
            f"No gradient reaches {name} of the model: it cannot be trained.",
            cause=LEFT_MODEL,
        )
    expect_close(found, np.array([x.sum(), 5.0]), problem="The gradients of the model are not right.")


LEFT_MODEL = (
    "The variable was made with trainable=False, or the prediction leaves TensorFlow (through NumPy, "
    "`.numpy()` or `float(…)`), so that no tape can follow."
)


def drawn_errors(rng, count, scale):
    """Return float32 predictions and targets, errors (1, −2, 3, −7), and the number that multiplies these."""
    size = scale * rng.uniform(0.5, 2.0) * rng.choice([-1, 1])
    errors = rng.permutation(np.resize([1.0, -2.0, 3.0, -7.0], count)) if count > 1 else np.ones(1)
    target = rng.normal(0.0, 3 * scale, size=count).astype("float32")
    predicted = (target + size * errors).astype("float32")
    return predicted, target, errors, size


def judge_loss(student, rng):
    """Expect the right loss of few errors and of many, of small ones and of large ones."""
    for count, scale in ((4, 1), (1, 1), (4 * int(rng.integers(9, 40)), 1e-3), (1_004, 1e3)):
        predicted, target, _errors, size = drawn_errors(rng, count, scale)
        expect_close(
            call(student, "loss", tensor(predicted), tensor(target)),
            size**2 * (15.75 if count > 1 else 1),
            rtol=1e-3,
            atol=0.0,
            mistakes={"the answer to the example: compute it from the arguments": 15.75},
            problem=f"The loss of {count:,} errors is not right.",
        )


def judge_flow(student, rng):
    """Expect gradients of the loss that reach the predictions: in proportion to the errors."""
    predicted, target, errors, size = drawn_errors(rng, 8, 1)
    function, given = expect_function(student, "loss"), keep(student, tensor(predicted))
    with recognize(LEFT_TENSORFLOW):
        found = slopes(student, lambda: call_and_keep(function, given, tensor(target)), given, given)
    expect(
        found is not None,
        "No gradient flows through the loss.",
        returned="None for the gradient of the loss with respect to the predictions",
        expected="one slope for each prediction",
        cause=LEFT_TENSORFLOW[next(iter(LEFT_TENSORFLOW))],
    )
    expect_close(found, errors * size / 4, rtol=1e-3, problem="The gradient of the loss is not right.")


def model_is_right(student, rng):
    """Expect a model of the submission that can be trained."""
    for one in (model_has_two_variables, model_computes_the_line, model_is_right_for_drawn_numbers):
        given = {"rng": rng} if one is not model_computes_the_line else {}
        one.function(student, **given)
    model_can_be_trained.function(student, rng)


def loss_is_right(student, rng):
    """Expect a loss of the submission that gradients can follow."""
    judge_loss(student, rng)
    judge_flow(student, rng)


@machinery
def given_model(student, w, b):
    """Return a line made of TensorFlow's own parts."""
    builtins, tensorflow = library(student, "builtins"), library(student, "tensorflow")
    variables = [call_and_keep(tensorflow.Variable, value) for value in (w, b)]
    kind = call_and_keep(builtins.type, "Model", (library(student, "functools").partial,), {})
    model = call_and_keep(kind, tensorflow.math.polyval, variables)
    for name, value in (("w", variables[0]), ("b", variables[1]), ("trainable_variables", variables)):
        builtins.setattr(model, name, value)
    return model


@machinery
def right_parts(student):
    """Return how to make a right model, and the right loss if the submission's own is not right."""
    rng = np.random.default_rng(0)
    with aside(student):
        make = new_model if passes(model_is_right, student, rng) else given_model
        if passes(loss_is_right, student, rng):
            return make, {}
        return make, {"loss": call_and_keep(library(student, "keras").losses.MeanSquaredError)}


def judged(student, function, judge):
    """Judge a function with the submission's own parts, or with right ones in place of wrong ones."""
    carry_forward(
        student, lambda: judge(new_model), lambda: is_judged_with_right_parts(student, function, judge)
    )


def is_judged_with_right_parts(student, function, judge):
    """Judge a function with right parts in place of wrong ones; say whether there are any."""
    make, parts = right_parts(student)
    if make is new_model and not parts:
        return False
    with stand_ins(student, function, **parts):
        judge(make)
    return True


@dataclass(frozen=True)
class Case:
    """Examples, a start, and the line that they lie on or round, with what gradient descent must do there.

    A step multiplies the errors of w and b by a matrix; ``curvature`` holds the means of x², x and 1.
    """

    inputs: np.ndarray
    outputs: np.ndarray
    start: tuple
    line: tuple
    curvature: tuple = ((1.5, 0.5), (0.5, 1.0))
    noise: float = 0.0
    scale: float = 1.0

    @property
    def data(self):
        """The examples as tensors."""
        return tensor(self.inputs, "float32"), tensor(self.outputs, "float32")

    def rows(self, errors):
        """Return w, b and loss where w and b are off by these, one row each."""
        loss = (errors @ np.array(self.curvature) * errors).sum(axis=1) + self.noise**2
        return np.array([*(np.array(self.line) + errors).T, loss])

    def descent(self, updates, rate=0.1):
        """Return w, b and loss before and after updates, one row each."""
        step = np.eye(2) - 2 * rate * np.array(self.curvature)
        off = np.array(self.start) - self.line
        return self.rows(np.array([np.linalg.matrix_power(step, made) @ off for made in range(updates + 1)]))

    def walk(self, rng, updates):
        """Return w, b and loss at places drawn by chance, the start being the first, one row each."""
        places = (np.array(self.line) + self.scale * rng.uniform(-3, 3, size=(updates + 1, 2))).astype(
            "float32"
        )
        places[0] = self.start
        return self.rows(places.astype(float) - self.line)


PATTERN = np.array([-1.0, 0.0, 1.0, 2.0])
# Four examples on the line y = 3x + 2.
EXAMPLE = Case(PATTERN, np.array([-1.0, 2.0, 5.0, 8.0]), (1.0, 4.0), (3.0, 2.0))


def drawn_case(rng, copies, scale=1.0):
    """Return the example's inputs many times in any order, round another line, with a start off it."""
    start = scale * rng.uniform(-2.0, 2.0, size=2).astype("float32")
    size, noise = scale * rng.uniform(0.5, 2.0) * rng.choice([-1, 1]), scale * rng.uniform(0.2, 1.0)
    w, b = start[0] + 2 * size, start[1] - 2 * size
    inputs = np.tile(PATTERN, 2 * copies)
    outputs = w * inputs + b + noise * np.repeat([1.0, -1.0], 4 * copies)
    order = rng.permutation(len(inputs))
    start = float(start[0]), float(start[1])
    return Case(inputs[order], outputs[order], start, (w, b), noise=noise, scale=abs(size))


def single_case(rng):
    """Return a single example, at x = 2, and a start that misses it by half a drawn number."""
    size = rng.uniform(0.5, 2.0) * rng.choice([-1, 1])
    w, b = rng.uniform(-2.0, 2.0, size=2).astype("float32").tolist()
    line = (w - 0.2 * size, b - 0.1 * size)
    return Case(
        np.array([2.0]), np.array([2 * line[0] + line[1]]), (w, b), line, curvature=((4.0, 2.0), (2.0, 1.0))
    )


@machinery
def step_once(student, make):
    """Return the model w = 1, b = 4, its variables and what the step on the four examples returned."""
    model = make(student, 1.0, 4.0)
    variables = variables_of(model)
    with recognize(NO_STEP):
        return model, variables, call(student, "train_step", model, *EXAMPLE.data, 0.1)


@check("makes a step and returns a single number", question="train_step", read=GRADIENTS)
def train_step_runs(student):
    expect_function(student, "train_step", ["model", "inputs", "outputs", "learning_rate"])

    def judge(make):
        *_, answer = step_once(student, make)
        expect_number(answer)

    judged(student, "train_step", judge)


@check(
    "returns the loss from before the update", question="train_step", after=train_step_runs, read=GRADIENTS
)
def train_step_returns_the_loss_before(student):
    def judge(make):
        *_, answer = step_once(student, make)
        expect_close(
            answer,
            6.0,
            mistakes={"the loss after the update: keep the one that the gradient came from": 4.2},
            problem="What came back is not the loss of the model w = 1, b = 4.",
        )

    judged(student, "train_step", judge)


@check("moves w and b against the gradient", question="train_step", after=train_step_runs, read=GRADIENTS)
def train_step_moves_downhill(student):
    mistakes = {
        "a step uphill: subtract the gradient instead of adding it, or w runs away": [0.6, 4.2],
        "a step without the learning rate: multiply the gradient by it": [5.0, 2.0],
        "The model did not move at all.": [1.0, 4.0],
        "Here b was not trained: move it as well as w": [1.4, 4.0],
        "Here w was not trained: move it as well as b": [1.0, 3.8],
        "Here w moved by the gradient of b and b by that of w: mind their order": [0.8, 4.4],
        "half a step: the derivative of a square has a factor 2": [1.2, 3.9],
        "a step by the sum over the examples: the loss is their mean": [2.6, 3.2],
        "Here b moved by a gradient from after w had moved: take both gradients first": [1.4, 3.76],
        "Here w moved by a gradient from after b had moved: take both gradients first": [1.42, 3.8],
        "Two steps were made: one call makes one": [1.7, 3.6],
        "The step itself was put in the variables' place: subtract it from them.": (
            lambda found: np.allclose(abs(found), [0.4, 0.2])
        ),
    }

    def judge(make):
        model, *_ = step_once(student, make)
        expect_close(
            values_of(model),
            np.array([1.4, 3.8]),
            mistakes=mistakes,
            problem="After one step from w = 1, b = 4 with learning rate 0.1, (w, b) is not right.",
        )

    judged(student, "train_step", judge)


@check(
    "changes the variables in place", question="train_step", after=train_step_moves_downhill, read=VARIABLES
)
def train_step_keeps_the_variables(student):
    replaced_them = (
        "The variables were replaced (`model.w = …`), so the old ones never moved and the next gradient "
        "may be None: change them with assign, assign_sub or assign_add."
    )

    def judge(make):
        _model, variables, _answer = step_once(student, make)
        expect_close(
            values_of(variables),
            np.array([1.4, 3.8]),
            mistakes={replaced_them: lambda found: (found == [1.0, 4.0]).any()},
            problem="The variables that the model had before the step do not hold the new values.",
        )

    judged(student, "train_step", judge)


WRITTEN_LINE = "A 3 and a 2 are written into the code: learn the line from the outputs that are handed in."
WRITTEN_RATE = (
    "The learning rate 0.1 is written into the code, or kept from an earlier call: use the one that "
    "is handed in."
)


def on_true_line(case):
    """Return the case as it looks to code that puts the outputs on the line 3x + 2."""
    return replace(case, line=(3.0, 2.0), noise=0.0)


def make_steps(student, make, cases, steps):
    """Make steps with several models in turn; return each one's case, rate, places and losses."""
    rates = [rate for _case, rate in cases]
    models = [make(student, *case.start) for case, _rate in cases]
    variables = [variables_of(model) for model in models]
    places = [[values_of(pair)] for pair in variables]
    losses = [[] for _ in cases]
    for _ in range(steps):
        for number, (case, rate) in enumerate(cases):
            with recognize(NO_STEP):
                answer = call(student, "train_step", models[number], *case.data, rate)
            losses[number].append(expect_number(answer))
            places[number].append(values_of(variables[number]))
    return list(zip([case for case, _rate in cases], rates, map(np.array, places), losses, strict=True))


def drawn_cases(rng):
    """Return a few examples, many with large outputs, and a single one, each with a learning rate.

    That of the single one is so large that each step overshoots and the loss grows.
    """
    small, large, single = rng.uniform([0.02, 0.12, 0.25], [0.08, 0.3, 0.35]).tolist()
    few = drawn_case(rng, int(rng.integers(3, 6)))
    many = drawn_case(rng, 15, scale=100.0)
    return [(few, small), (many, large), (single_case(rng), single)]


def expect_losses(student, make, rng):
    """Expect each step to return the loss from before, wherever the model stands."""
    for case, rate in drawn_cases(rng):
        # A new model for each, so that the losses do not depend on how a step moves it.
        for w, b, before in case.walk(rng, 1).T.tolist():
            model = make(student, w, b)
            with recognize(NO_STEP):
                answer = call(student, "train_step", model, *case.data, rate)
            known = {
                "the loss after the update: keep the one that the gradient came from": partial(
                    is_loss_at, case, model
                )
            }
            expect_close(
                answer,
                before,
                rtol=1e-3,
                atol=1e-5 * case.scale**2,
                mistakes=known,
                problem="A step on drawn examples did not return the loss from before it.",
            )


def is_loss_at(case, model, answer):
    """Say whether a number is the loss of the model as it is now."""
    return np.allclose(answer, case.rows(values_of(model)[None] - case.line)[2, 0], rtol=1e-3)


def expect_moves(student, make, cases):
    """Expect each step to move w and b by its learning rate, whatever other models do in between."""
    for case, rate, places, _losses in make_steps(student, make, cases, 2):
        expect_close(
            places.T,
            case.descent(2, rate)[:2],
            atol=1e-4 * case.scale,
            mistakes={
                WRITTEN_RATE: case.descent(2)[:2],
                WRITTEN_LINE: on_true_line(case).descent(2, rate)[:2],
            },
            problem="Two steps on drawn examples, with several models in turn: w and b are not right.",
        )


@check(
    "returns the loss from before on drawn examples",
    question="train_step",
    points=1,
    after=train_step_returns_the_loss_before,
    read=GRADIENTS,
)
def train_step_measures_drawn_examples(student, rng):
    judged(student, "train_step", lambda make: expect_losses(student, make, rng))


@check(
    "follows gradient descent on other lines, with other rates and several models",
    question="train_step",
    points=3,
    after=train_step_keeps_the_variables,
    read=GRADIENTS,
)
def train_step_follows_drawn_lines(student, rng):
    cases = drawn_cases(rng)
    judged(student, "train_step", lambda make: expect_moves(student, make, cases))


OK_FORMAT = False
ORDER = 4
name = "train_step"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="makes a step and returns a single number", points=0, hidden=False)
def test_train_step_runs(env):
    bench.run(train_step_runs, env)


@test_case(name="returns the loss from before the update", points=0, hidden=False)
def test_train_step_returns_the_loss_before(env):
    bench.run(train_step_returns_the_loss_before, env)


@test_case(name="moves w and b against the gradient", points=0, hidden=False)
def test_train_step_moves_downhill(env):
    bench.run(train_step_moves_downhill, env)


@test_case(name="changes the variables in place", points=0, hidden=False)
def test_train_step_keeps_the_variables(env):
    bench.run(train_step_keeps_the_variables, env)


@test_case(name="returns the loss from before on drawn examples", points=1, hidden=False)
def test_train_step_measures_drawn_examples(env):
    bench.run(train_step_measures_drawn_examples, env)


@test_case(name="follows gradient descent on other lines, with other rates and several models", points=3, hidden=False)
def test_train_step_follows_drawn_lines(env):
    bench.run(train_step_follows_drawn_lines, env)
