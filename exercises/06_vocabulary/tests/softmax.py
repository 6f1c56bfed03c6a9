"""Public checks of question softmax.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

import numpy as np

from autograder.checks import (
    check,
    expect,
    expect_close,
    expect_function,
    fetch,
    keep,
    recognize,
)
from autograder.notebook import Bench, test_case


def holds_no_number(answer):
    """Say whether something in the array is nan or infinite."""
    return not np.isfinite(answer).all()


@check("gives the probabilities of the text, row by row", question="softmax", points=1)
def softmax_of_the_text(student):
    softmax = expect_function(student, "softmax", ("logits",))
    logits = [[0.0, np.log(3.0), 0.0], [1.0, 1.0, 1.0]]
    powers = np.exp(np.array(logits))
    causes = {
        "broadcast": (
            "Sums and maxima lose an axis: keep it with keepdims=True, so that each row meets its own"
        ),
        "'list'": "Lists come in, too: make an array of the logits first, with np.asarray",
    }
    mistakes = {
        "Each column sums to 1: the classes of an example stand in a row, so sum over the last axis": powers
        / powers.sum(axis=0),
        "Everything together sums to 1: each row must do so by itself": powers / powers.sum(),
        "the sigmoid of each logit by itself: the classes of a row share one probability of 1": powers
        / (1 + powers),
        "The powers are not divided by their sum yet": powers,
        "the logarithm of the probabilities": np.log(powers / powers.sum(axis=1, keepdims=True)),
    }
    with recognize(causes):
        answer = softmax(logits)
    expect_close(answer, powers / powers.sum(axis=1, keepdims=True), rtol=1e-3, mistakes=mistakes)


@check("stays finite for logits of ±1,000", question="softmax", points=1, after=softmax_of_the_text)
def softmax_is_stable(student):
    one = expect_function(student, "softmax")(np.array([[1000.0, 1000.0, -1000.0]]))
    not_finite = "exp of 1,000 is beyond every float: subtract the largest number of the row first"
    expect_close(one, np.array([[0.5, 0.5, 0.0]]), rtol=1e-3, mistakes={not_finite: holds_no_number})
    apart = expect_function(student, "softmax")(np.array([[1000.0, 1000.0], [-1000.0, -1000.0], [0.0, 0.0]]))
    each = "Subtract from each row its own largest number: far below that of another row exp gives only zeros"
    expect_close(apart, np.full((3, 2), 0.5), rtol=1e-3, mistakes={each: holds_no_number})


@check("leaves its argument as it was", question="softmax", points=1, after=softmax_of_the_text)
def softmax_changes_nothing(student):
    before = np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.5]])
    given = keep(student, before)
    expect_function(student, "softmax")(given)
    expect(
        np.array_equal(fetch(given), before),
        "The array that was handed in has other values afterwards.",
        cause="`-=` and its like change the caller's array: make a new one",
    )


OK_FORMAT = False
ORDER = 8
name = "softmax"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives the probabilities of the text, row by row", points=1, hidden=False)
def test_softmax_of_the_text(env):
    bench.run(softmax_of_the_text, env)


@test_case(name="stays finite for logits of ±1,000", points=1, hidden=False)
def test_softmax_is_stable(env):
    bench.run(softmax_is_stable, env)


@test_case(name="leaves its argument as it was", points=1, hidden=False)
def test_softmax_changes_nothing(env):
    bench.run(softmax_changes_nothing, env)
