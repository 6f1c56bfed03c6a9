"""Public checks of question softmax.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

import numpy as np

from autograder.checks import (
    call_and_keep,
    check,
    expect,
    expect_array,
    expect_close,
    expect_function,
    fetch,
    keep,
    recognize,
)
from autograder.notebook import Bench, test_case


GLOSSARY = ("Machine Learning Glossary", "https://developers.google.com/machine-learning/glossary")


def expect_same(now, before, what, cause):
    """Expect that a value that was handed in is still what it was."""
    now = expect_array(now, kind="if")
    expect(
        np.array_equal(now, before), f"{what} that was handed in has other values afterwards.", cause=cause
    )


def expect_no_trace(function, pairs, cause, student, rtol=1e-4):
    """Expect right answers that leave alone what came in, and that no later call changes."""
    given = [keep(student, x.tolist() if number % 3 == 2 else x) for number, (x, _) in enumerate(pairs)]
    answers = [call_and_keep(function, one) for one in given]
    after = fetch([*given, *answers])
    for now, (x, _right) in zip(after, pairs, strict=False):
        expect_same(now, x, "What", cause)
    for answer, (_x, right) in zip(after[len(pairs) :], pairs, strict=True):
        now = expect_array(answer, kind="if")
        shared = "All calls write into the same array: make a new one in each"
        expect(
            now.shape == right.shape and np.allclose(now, right, rtol=rtol),
            "An answer has other values after later calls.",
            cause=shared,
        )


SOFTMAX_CAUSES = {
    "broadcast": "Sums and maxima lose an axis: keep it with keepdims=True, so that each row meets its own",
    "'list'": "Lists come in, too: make an array of the logits first, with np.asarray",
}


@check("gives the probabilities of the text, row by row", question="softmax", read=GLOSSARY)
def softmax_of_the_text(student):
    softmax = expect_function(student, "softmax", ("logits",))
    logits = [[0.0, np.log(3.0), 0.0], [1.0, 1.0, 1.0]]
    powers = np.array([[1.0, 3.0, 1.0], [np.e, np.e, np.e]])
    right = np.array([[0.2, 0.6, 0.2], [1 / 3, 1 / 3, 1 / 3]])
    mistakes = {
        "Each column sums to 1: the classes of an example stand in a row, so sum over the last axis": powers
        / powers.sum(axis=0),
        "Everything together sums to 1: each row must do so by itself": powers / powers.sum(),
        "the sigmoid of each logit by itself: the classes of a row share one probability of 1": powers
        / (1 + powers),
        "The powers are not divided by their sum yet": powers,
        "the logarithm of the probabilities": np.log(right),
    }
    with recognize(SOFTMAX_CAUSES):
        expect_close(softmax(logits), right, rtol=1e-3, mistakes=mistakes)
        whole = np.array([[0.6652410, 0.2447285, 0.0900306], [0.0900306, 0.2447285, 0.6652410]])
        expect_close(softmax([[3, 2, 1], [7, 8, 9]]), whole, rtol=1e-3)


def draw_probabilities(rng, rows, classes, smallest=-28):
    """Draw rows of probabilities of many sizes, the largest of them anywhere."""
    rare = 10.0 ** rng.uniform(smallest, -0.5, size=(rows, classes - 1)) / classes
    return rng.permuted(np.hstack([rare, 1 - rare.sum(axis=1, keepdims=True)]), axis=1)


def nearly(answer, right):
    """Say whether the answer is right to two decimals."""
    return answer.shape == right.shape and np.allclose(answer, right, rtol=0, atol=0.01)


def draw_logits(rng):
    """Draw logits, each array with the probabilities that it was made from."""
    for rows, classes in ((1, 3), (5, 2), (4, 10), (4, 4), (2, 2), (7, 3), (1_001, 2), (4, 10)):
        right = draw_probabilities(rng, rows, classes)
        # The same number added to a whole row changes nothing.
        yield np.log(right) + rng.uniform(-5, 5, size=(rows, 1)), right
    even = rng.dirichlet(np.full(5, 9.0), size=3)
    yield np.log(even), even
    apart = rng.integers(1, 9, size=(6, 1)) * rng.permuted([[1], [1], [1], [-1], [-1], [-1]], axis=0)
    one = 1 / (1 + np.exp(-apart))
    yield np.hstack([apart, 0 * apart]) + rng.integers(-9, 9, size=(6, 1)), np.hstack([one, 1 - one])


@check(
    "works on other numbers of examples and classes, down to small probabilities",
    question="softmax",
    points=2,
    after=softmax_of_the_text,
    read=GLOSSARY,
)
def softmax_of_others(student, rng):
    softmax = expect_function(student, "softmax")
    with recognize(SOFTMAX_CAUSES):
        for number, (logits, right) in enumerate(draw_logits(rng)):
            answer = softmax(logits.tolist() if number % 2 else logits)
            few = "Probabilities are rounded or cut: small ones must be right to 1e-3 of their own size, too"
            mistakes = {few: lambda answer, right=right: nearly(answer, right)}
            expect_close(answer, right, rtol=1e-3, atol=1e-30, mistakes=mistakes)


@check(
    "stays right for logits of ±1,000", question="softmax", points=1, after=softmax_of_others, read=GLOSSARY
)
def softmax_is_stable(student, rng):
    softmax = expect_function(student, "softmax")
    not_finite = "exp of 1,000 is beyond every float: subtract the largest number of the row first"
    cut = "Large logits are cut to one size: 1000 and 999 are as far apart as 1 and 0"
    each = "Subtract from each row its own largest number: far below that of another row exp gives only zeros"
    mistakes = {
        each: lambda answer: np.isfinite(answer).all(axis=-1).any() and not np.isfinite(answer).all(),
        not_finite: lambda answer: not np.isfinite(answer).all(),
        cut: lambda answer: np.allclose(answer, answer[:, :1]),
    }
    half = np.full((3, 2), 0.5)
    expect_close(
        softmax(np.array([[1000.0, 1000.0, -1000.0]])), [[0.5, 0.5, 0.0]], rtol=1e-3, mistakes=mistakes
    )
    apart = np.array([[1000.0, 1000.0], [-1000.0, -1000.0], [0.0, 0.0]])
    expect_close(softmax(apart), half, rtol=1e-3, mistakes=mistakes)
    for shift in (990, -910, np.array([[990], [0], [-910], [510], [-510]])):
        right = draw_probabilities(rng, 5, 4, smallest=-12)
        given = np.log(right) + shift + rng.uniform(-9, 9, size=(5, 1))
        expect_close(softmax(given), right, rtol=1e-3, atol=1e-30, mistakes=mistakes)
    steps = [[1000, 999], [-1000, -999], [999, 1000], [-1000, 1000], [1000, 1000]]
    near, far = 0.7310586, 0.2689414
    right = np.array([[near, far], [far, near], [far, near], [0, 1], [0.5, 0.5]])
    expect_close(softmax(steps), right, rtol=1e-3, mistakes=mistakes)


@check(
    "leaves the logits, and what it returned before, as they were",
    question="softmax",
    points=1,
    after=softmax_of_others,
    read=GLOSSARY,
)
def softmax_changes_nothing(student, rng):
    cause = "`-=` and its like change the caller's array: make a new one"
    pairs = [pair for pair in draw_logits(rng) if pair[0].shape in ((4, 10), (4, 4), (6, 2))]
    expect_no_trace(expect_function(student, "softmax"), pairs, cause, student, rtol=1e-3)


OK_FORMAT = False
ORDER = 8
name = "softmax"
points = 4
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="gives the probabilities of the text, row by row", points=0, hidden=False)
def test_softmax_of_the_text(env):
    bench.run(softmax_of_the_text, env)


@test_case(name="works on other numbers of examples and classes, down to small probabilities", points=2, hidden=False)
def test_softmax_of_others(env):
    bench.run(softmax_of_others, env)


@test_case(name="stays right for logits of ±1,000", points=1, hidden=False)
def test_softmax_is_stable(env):
    bench.run(softmax_is_stable, env)


@test_case(name="leaves the logits, and what it returned before, as they were", points=1, hidden=False)
def test_softmax_changes_nothing(env):
    bench.run(softmax_changes_nothing, env)
