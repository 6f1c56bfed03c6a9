"""Public checks of question model.

Built from solutions/02_line/public_checks.py by `autograder build 02_line`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    attributes,
    call_and_keep,
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
    recognize,
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


OK_FORMAT = False
ORDER = 2
name = "model"
points = 1
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="starts from w and b as float32 variables", points=0, hidden=False)
def test_model_has_two_variables(env):
    bench.run(model_has_two_variables, env)


@test_case(name="computes w · x + b", points=0, hidden=False)
def test_model_computes_the_line(env):
    bench.run(model_computes_the_line, env)


@test_case(name="computes w · x + b for any numbers and shapes", points=0, hidden=False)
def test_model_is_right_for_drawn_numbers(env):
    bench.run(model_is_right_for_drawn_numbers, env)


@test_case(name="lets gradients flow to w and b", points=1, hidden=False)
def test_model_can_be_trained(env):
    bench.run(model_can_be_trained, env)
