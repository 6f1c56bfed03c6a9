"""Public checks of question data.

Built from solutions/01_celsius/public_checks.py by `autograder build 01_celsius`; change them there.
"""

import numpy as np

from autograder.checks import (
    check,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
)
from autograder.notebook import Bench, test_case


ARRAYS = (
    "NumPy: The absolute basics for beginners",
    "https://numpy.org/doc/stable/user/absolute_beginners.html",
)

# The seven readings: degrees Celsius and degrees Fahrenheit in turn.
READINGS = "-40 -40  -10 14  0 32  8 46  15 59  22 72  38 100"
CELSIUS, FAHRENHEIT = np.float32(READINGS.split()).reshape(7, 1, 2).transpose(2, 0, 1)


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


@check("returns two float32 tables of shape (7, 1)", question="data", points=1, read=ARRAYS)
def data_has_the_right_form(student):
    mistakes = {
        "a flat row of seven numbers: Keras wants a row for each example, so the shape is (7, 1)": (7,),
        "one example with seven features: a row for each example gives the shape (7, 1)": (1, 7),
        "The numbers are float64, NumPy's own choice: ask for dtype=np.float32.": "float64",
        "The numbers are whole numbers, as they were written: ask for dtype=np.float32.": "int64",
    }
    answer = expect_function(student, "make_data")()
    for table in expect_items(answer, 2, names="celsius, fahrenheit"):
        expect_array(table, shape=(7, 1), dtype="float32", mistakes=mistakes)


@check("holds the seven readings", question="data", points=1, after=data_has_the_right_form, read=ARRAYS)
def data_holds_the_readings(student):
    celsius, fahrenheit = expect_items(call(student, "make_data"), 2, names="celsius, fahrenheit")
    swapped = "Features and labels are swapped: Celsius goes in and comes first, Fahrenheit comes second."

    def other_order(answer):
        return np.array_equal(np.sort(answer, axis=None), CELSIUS[:, 0])

    def no_sign(right):
        return lambda answer: np.array_equal(abs(answer), abs(right))

    sign = "The minus signs are not those of the table."
    expect_close(
        celsius,
        CELSIUS,
        mistakes={
            swapped: FAHRENHEIT,
            "the readings in another order: keep that of the table": other_order,
            sign: no_sign(CELSIUS),
        },
        problem="The temperatures in °C are not those of the table.",
    )
    expect_close(
        fahrenheit,
        FAHRENHEIT,
        mistakes={
            "computed with the rule: write down what the thermometer showed, in whole degrees": (
                1.8 * CELSIUS.astype(float) + 32
            ),
            "The rule's decimals are cut off: write down what the thermometer showed, in whole degrees.": (
                np.floor(1.8 * CELSIUS.astype(float) + 32)
            ),
            sign: no_sign(FAHRENHEIT),
        },
        problem="The temperatures in °F are not those of the table.",
    )


OK_FORMAT = False
ORDER = 1
name = "data"
points = 2
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="returns two float32 tables of shape (7, 1)", points=1, hidden=False)
def test_data_has_the_right_form(env):
    bench.run(data_has_the_right_form, env)


@test_case(name="holds the seven readings", points=1, hidden=False)
def test_data_holds_the_readings(env):
    bench.run(data_holds_the_readings, env)
