"""Public checks of question overfit.

Built from solutions/06_vocabulary/public_checks.py by `autograder build 06_vocabulary`; change them there.
"""

from autograder.checks import (
    Remote,
    check,
    expect,
    expect_equal,
    expect_function,
    library,
    recognize,
)
from autograder.notebook import Bench, test_case


@check("finds the best epoch in a dict and in a Keras History, as an int", question="overfit", points=1)
def overfit_in_both_forms(student):
    best = expect_function(student, "best_epoch", ("history",))
    measures = {"loss": [0.9, 0.6, 0.5, 0.4, 0.2, 0.3], "val_loss": [0.9, 0.7, 0.5, 0.6, 0.7, 0.8]}
    causes = {
        "(?i)History.*(subscript|attribute|iterable|argument)": (
            "A Keras History comes in, too: its dict is in its attribute `history`"
        ),
        "'dict' object has no attribute": "A dict comes in, too: it has no attribute `history`",
        "'list' object is not callable": "A list is not called but indexed, with square brackets",
    }
    mistakes = {
        "Counted from 1: Keras and lists count epochs from 0": 3,
        "the epoch of the lowest training loss: look at val_loss, which tells how it does on what is new": 4,
        "the epoch of the highest val_loss: a loss is better when it is lower": 0,
        "the last epoch: look for the lowest val_loss": 5,
        "the end of the list, counted backwards: count from the beginning": -3,
    }
    with recognize(causes):
        answer = best(measures)
        expect_epoch(answer, 2, mistakes)
        expect_epoch(best(keras_history(student, measures)), 2, mistakes)


def expect_epoch(answer, right, mistakes):
    """Expect a Python int, the index of an epoch."""
    lowest = "the lowest val_loss itself: its index is asked for"
    expect(
        type(answer) is not float, "The answer is a float.", answer=answer, expected="an int", cause=lowest
    )
    expect_equal(answer, right, mistakes=mistakes)


def ask(thing, path, *args):
    """Call what stands at a dotted path below something in the worker."""
    for name in path.split("."):
        expect(
            isinstance(thing, Remote), "The submission's process answered with something else than was asked."
        )
        thing = getattr(thing, name)
    expect(isinstance(thing, Remote), "The submission's process answered with something else than was asked.")
    return thing(*args)


def keras_history(student, measures):
    """Make a Keras History of these measures, as `fit` would."""
    history = ask(library(student, "tensorflow"), "keras.callbacks.History")
    ask(history, "set_model", ask(library(student, "types"), "SimpleNamespace"))
    ask(history, "on_train_begin")
    for epoch, values in enumerate(zip(*measures.values(), strict=True)):
        ask(history, "on_epoch_end", epoch, dict(zip(measures, values, strict=True)))
    return history


OK_FORMAT = False
ORDER = 9
name = "overfit"
points = 1
THRESHOLDS = {}
bench = Bench(THRESHOLDS)


@test_case(name="finds the best epoch in a dict and in a Keras History, as an int", points=1, hidden=False)
def test_overfit_in_both_forms(env):
    bench.run(overfit_in_both_forms, env)
