"""Public checks of question overfit.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from itertools import pairwise

import numpy as np

from autograder.checks import (
    aside,
    call_and_keep,
    check,
    expect,
    expect_function,
    expect_whole,
    keep,
    library,
    machinery,
    recognize,
    remark,
    remark_on_numbers,
)
from autograder.notebook import Bench, test_case


OVERFITTING = (
    "TensorFlow tutorial: Overfit and underfit",
    "https://www.tensorflow.org/tutorials/keras/overfit_and_underfit",
)


def expect_count(student, answer, right, mistakes=None):
    """Expect a whole number, of whatever class."""
    expect_whole(answer, right, mistakes=mistakes)
    if type(answer) is float:
        remark(student, "Right. A count reads better as an `int`: `//` gives one, `/` always gives a float.")
    remark_on_numbers(student, answer)


EPOCH_CAUSES = {
    "(?i)History.*(subscript|attribute|iterable|argument)": (
        "A Keras History comes in, too: its dict is in its attribute `history`"
    ),
    "'dict' object has no attribute": "A dict comes in, too: it has no attribute `history`",
    "'list' object is not callable": "A list is not called but indexed, with square brackets",
}


@check("finds the best epoch in a dict and in a Keras History", question="overfit", read=OVERFITTING)
def overfit_in_both_forms(student):
    best = expect_function(student, "best_epoch", ("history",))
    measures = {"loss": [0.9, 0.6, 0.5, 0.4, 0.2, 0.3], "val_loss": [0.9, 0.7, 0.5, 0.6, 0.7, 0.8]}
    mistakes = {
        "Counted from 1: Keras and lists count epochs from 0": 3,
        "the epoch of the lowest training loss: look at val_loss, which tells how it does on what is new": 4,
        "the epoch of the highest val_loss: a loss is better when it is lower": 0,
        "the last epoch: look for the lowest val_loss": 5,
        "the end of the list, counted backwards: count from the beginning": -3,
        "the lowest val_loss itself: its index is asked for": 0.5,
    }
    with recognize(EPOCH_CAUSES):
        expect_count(student, best(measures), 2, mistakes)
        expect_count(student, best(keras_history(student, measures)), 2, mistakes)


def draw_history(rng, values):
    """Return a history with these validation losses, in the midst of other measures."""
    count = len(values)
    measures = {
        "accuracy": rng.uniform(0.3, 0.9, count),
        "val_loss": values,
        "val_accuracy": rng.uniform(0.3, 0.9, count),
        "loss": np.sort(rng.uniform(0.1, 0.9, count))[::-1] * values.max(),
    }
    names = rng.permutation(["loss", "val_loss"] if count > 99 else list(measures)).tolist()
    return {name: [float(one) for one in measures[name]] for name in names}


def draw_val_losses(rng, count, best):
    """Draw validation losses of any size with the lowest in that place, and another little higher."""
    values = 1.0 + rng.uniform(0.1, 2, count)
    if 2 < count < 40:
        # Before the lowest, if it can be: whoever wants a larger improvement stays there.
        values[best // 4 if best else -1] = 1 + rng.uniform(4e-5, 9e-5)
    values[best] = 1.0
    return values


def draw_histories(rng):
    """Draw histories with their best epoch: short and long, best anywhere, losses of any size."""
    last = int(rng.integers(1_001, 1_200))
    cases = [(12, int(rng.integers(3, 11))), (1, 0), (2, 0), (2, 1), (9, 0), (9, 8)]
    cases += [(60, int(rng.integers(40, 58))), (last, last - 1), (7, 0), (8, int(rng.integers(2, 7)))]
    for number, (count, best) in enumerate(cases):
        scale = (1.0, 1e-4, 1e4, 0.3)[(number + number // 4) % 4] * rng.uniform(0.9, 1.1)
        yield draw_history(rng, scale * draw_val_losses(rng, count, best)), best


def history_in_form(student, measures, number):
    """Return a history: one in four as Keras returns it, the others as dicts."""
    return keras_history(student, measures) if number % 4 == 2 else measures


def misreadings(losses):
    """Return the mistakes of reading validation losses that show in drawn ones."""
    near = min(losses) * 1.0005
    first_rise = next((place for place, (now, then) in enumerate(pairwise(losses)) if then > now), 0)
    return {
        "An epoch that is only a little better is better all the same: compare the losses as they are": (
            lambda answer: 0 <= answer < len(losses) and losses[int(answer)] < near
        ),
        "the first rise: a loss may rise for an epoch and fall again, so look at all": (
            lambda answer: answer == first_rise > 0
        ),
        "The answer to the text's history is written into the code": 5,
    }


@check(
    "finds the best epoch of other histories, first, last or barely best",
    question="overfit",
    points=1,
    after=overfit_in_both_forms,
    read=OVERFITTING,
)
def overfit_of_others(student, rng):
    best = expect_function(student, "best_epoch")
    with recognize(EPOCH_CAUSES):
        for number, (measures, right) in enumerate(draw_histories(rng)):
            answer = best(history_in_form(student, measures, number))
            expect_count(student, answer, right, misreadings(measures["val_loss"]))


@check(
    "takes the first of several equally good epochs",
    question="overfit",
    points=1,
    after=overfit_of_others,
    read=OVERFITTING,
)
def overfit_takes_the_first(student, rng):
    best = expect_function(student, "best_epoch")
    for number, places in enumerate(([2, 3, 4], [0, 6], [1, 5, 6], [3, 4])):
        values = rng.uniform(0.5, 0.9, size=7)
        values[places] = rng.uniform(0.2, 0.4)
        last = "the last of several equally low epochs: the first is asked for"
        answer = best(history_in_form(student, draw_history(rng, values), number))
        expect_count(student, answer, places[0], {last: places[-1]})


@check(
    "leaves the history as it was", question="overfit", points=1, after=overfit_of_others, read=OVERFITTING
)
def overfit_changes_nothing(student, rng):
    best = expect_function(student, "best_epoch")
    for number, (measures, right) in zip((1, 2), list(draw_histories(rng))[4:6], strict=True):
        given = keep(student, measures) if number == 1 else keras_history(student, measures)
        expect_count(student, best(given), right)
        with aside(student):
            left = dict_of(student, given) if number == 1 else history_of(given)
        expect(
            is_same(left, measures),
            "The history that was handed in is another one afterwards.",
            cause="The caller's lists are changed: sort or shorten a copy",
        )


@machinery
def dict_of(student, given):
    """Return the measures that a dict in the worker holds."""
    return library(student, "builtins").dict(given)


@machinery
def history_of(given):
    """Return the measures that a Keras History in the worker holds."""
    return given.history


@machinery
def is_same(left, measures):
    """Say whether measures are what they were."""
    return left == measures


@machinery
def keras_history(student, measures):
    """Make a Keras History of these measures, as `fit` returns it."""
    epochs = len(measures["loss"])
    params = {"verbose": 0, "epochs": epochs, "steps": 1}
    with aside(student):
        history = call_and_keep(library(student, "keras.callbacks").History)
        put = library(student, "builtins").setattr
        for name, value in (("history", measures), ("epoch", list(range(epochs))), ("params", params)):
            call_and_keep(put, history, name, value)
    return history


OK_FORMAT = False
ORDER = 9
name = "overfit"
points = 3
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="finds the best epoch in a dict and in a Keras History", points=0, hidden=False)
def test_overfit_in_both_forms(env):
    bench.run(overfit_in_both_forms, env)


@test_case(name="finds the best epoch of other histories, first, last or barely best", points=1, hidden=False)
def test_overfit_of_others(env):
    bench.run(overfit_of_others, env)


@test_case(name="takes the first of several equally good epochs", points=1, hidden=False)
def test_overfit_takes_the_first(env):
    bench.run(overfit_takes_the_first, env)


@test_case(name="leaves the history as it was", points=1, hidden=False)
def test_overfit_changes_nothing(env):
    bench.run(overfit_changes_nothing, env)
