"""Public checks of question model.

Built from solutions/02_line/public_checks.py by `autograder build 02_line`; change them there.
"""

import numpy as np

from autograder.checks import (
    Remote,
    call_and_keep,
    check,
    describe,
    expect,
    expect_array,
    expect_close,
    expect_function,
    fetch,
    tensor,
)
from autograder.notebook import Bench, test_case


VARIABLES = "TensorFlow guide: Introduction to Variables"


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


OK_FORMAT = False
ORDER = 2
name = "model"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="starts from w and b as float32 variables", points=1, hidden=False)
def test_model_has_two_variables(env):
    bench.run(model_has_two_variables, env)


@test_case(name="computes w · x + b", points=1, hidden=False)
def test_model_computes_the_line(env):
    bench.run(model_computes_the_line, env)
