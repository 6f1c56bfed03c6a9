"""Public checks of question fit.

Built from solutions/03_noisy_line/public_checks.py by `autograder build 03_noisy_line`; change them there.
"""

import numpy as np

from autograder.checks import (
    aside,
    attributes,
    call_and_keep,
    check,
    compare,
    describe,
    expect,
    expect_array,
    expect_below,
    expect_close,
    expect_function,
    expect_items,
    expect_number,
    expect_numbers,
    expect_type,
    fail,
    fetch,
    machinery,
    panel,
    plot,
    recognize,
    remark,
    tensor,
)
from autograder.errors import StudentRaised
from autograder.notebook import Bench, test_case


GRADIENTS = (
    "TensorFlow guide: Introduction to gradients and automatic differentiation",
    "https://www.tensorflow.org/guide/autodiff",
)
TRAINING = (
    "TensorFlow guide: Basic training loops",
    "https://www.tensorflow.org/guide/basic_training_loops",
)

# Four measurements, and what exceptions of a first measurement or training step mean.
INPUTS = tensor([-1.0, 0.0, 1.0, 2.0], "float32")
OUTPUTS = tensor([0.0, 2.5, 4.0, 8.5], "float32")
NO_GRADIENT = (
    "A gradient is None: the tape did not see the way from that variable to the loss. Prediction and "
    "loss belong inside the `with` block, with TensorFlow's own operations all the way."
)
NO_STEP = {
    "non-persistent": "One tape answers once: ask it for both gradients in one call, or make it persistent.",
    r"attribute '_id'|type_value": (
        "The loss has left TensorFlow (through NumPy, `.numpy()` or `float(…)`), so the tape cannot follow: "
        "compute it with TensorFlow's own operations."
    ),
    r"NoneType|\(None\)|No gradients": NO_GRADIENT,
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
    return np.array([expect_number(value) for value in fetch(attributes(model, "w", "b"))])


def first(causes):
    """Return the first sentence that holds, or nothing."""
    return next((sentence for sentence, holds in causes.items() if holds), "")


def noisy_line(rng, count, w, b, middle=0.0):
    """Return inputs and outputs whose best line is w · x + b, and the mean squared error that it leaves.

    Three points evenly apart that lie off a line by c, −2c and c pull it nowhere: they neither lift nor turn
    it. All numbers are small fractions of two, so that float32 holds them to the digit; the inputs spread by
    about 1.5 round their middle.
    """
    apart = rng.integers(1, 17, size=(count // 3, 1)) * [-1, 0, 1]
    off = rng.integers(1, 7, size=(count // 3, 1)) / 4 * rng.choice([-1, 1]) * [1, -2, 1]
    alone = rng.integers(4, 17, size=count % 3) * rng.choice([-1, 1])
    x = np.append(rng.integers(-16, 17, size=(count // 3, 1)) + apart, alone) / 8 + middle
    off = np.append(off, np.zeros(count % 3))
    order = rng.permutation(count)
    x, off = x[order], off[order]
    return x.astype("float32"), (w * x + b + off).astype("float32"), (off @ off) / count


def drawn_line(rng):
    """Return w and b of a line that is none of the story's, in quarters."""
    return rng.integers(5, 25) / 4 * rng.choice([-1, 1]), rng.integers(3, 17) / 4 * rng.choice([-1, 1])


def curvature(inputs):
    """Return the matrix K by which a step d = (in w, in b) off the best line costs d · K · d."""
    powers = np.array([inputs.astype(float), np.ones(len(inputs))])
    return powers @ powers.T / len(inputs)


def measured(answer):
    """Return loss, dw and db of an answer as float64."""
    if isinstance(answer, (list, tuple)):
        expect_items(answer, 3, names="loss, dw, db")
        expect(
            not any(item is None for item in answer),
            "One of the three is None.",
            answer=answer,
            cause=NO_GRADIENT,
        )
        for number in answer:
            mistakes = {"one number for each example: take their mean": (4,)}
            expect_array(number, shape=(), kind="if", mistakes=mistakes)
    return expect_numbers(answer, 3, names="loss, dw, db")


@check("returns three single numbers", question="gradients", read=GRADIENTS)
def gradients_gives_three_numbers(student):
    function = expect_function(student, "gradients", ["model", "inputs", "outputs"])
    with recognize(NO_STEP):
        measured(function(new_model(student, 1.0, 4.0), INPUTS, OUTPUTS))


@check(
    "computes the mean squared error and its two derivatives",
    question="gradients",
    after=gradients_gives_three_numbers,
    read=GRADIENTS,
)
def gradients_are_right(student):
    answer = call(student, "gradients", new_model(student, 1.0, 4.0), INPUTS, OUTPUTS)
    expect_close(
        measured(answer),
        np.array([4.625, -3.5, 1.5]),
        mistakes={
            "the derivatives without the factor 2: the derivative of a square is twice what was squared": (
                np.array([4.625, -1.75, 0.75])
            ),
            "half the mean squared error and its derivatives: leave out the factor ½": (
                np.array([2.3125, -1.75, 0.75])
            ),
            "The derivatives are in each other's place: dw comes before db.": np.array([4.625, 1.5, -3.5]),
            "The loss comes last: it comes first, before dw and db.": np.array([-3.5, 1.5, 4.625]),
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
            "the loss of the true line against the model: compare with the measured outputs": (
                lambda found: np.isclose(found[0], 6.0)
            ),
            "the mean over a table of every prediction minus every output: one of the two was reshaped": (
                lambda found: np.isclose(found[0], 11.375)
            ),
        },
        problem="The errors are 3, 1.5, 1 and −2.5; loss, dw and db are not right.",
    )


@check("leaves the model as it is", question="gradients", after=gradients_gives_three_numbers, read=GRADIENTS)
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


def slope_at(place, line, inputs, floor):
    """Return loss, dw and db of the model at a place, on data whose best line leaves ``floor``."""
    step = np.subtract(place, line)
    uphill = 2 * curvature(inputs) @ step
    return np.array([step @ uphill / 2 + floor, *uphill])


@check(
    "measures any model on any data",
    question="gradients",
    points=3,
    after=(gradients_are_right, gradients_leave_the_model),
    read=GRADIENTS,
)
def gradients_hold_for_any_line(student, rng):
    """Draw one example, some and more than a thousand, with small and large numbers, and move the model."""
    for count, size in ((int(rng.integers(6, 40)), 1.0), (1, 1.0), (1101, 2.0**-10), (30, 2.0**10)):
        line = np.array(drawn_line(rng))
        inputs, outputs, floor = noisy_line(rng, count, *line, middle=float(rng.integers(0, 4)))
        places = [line + rng.uniform(0.5, 3.0, size=2) * rng.choice([-1, 1]) for _ in range(2)]
        model = new_model(student, *(places[0] * size))
        data = tensor(inputs), tensor(outputs * np.float32(size))
        for place in places:
            move(model, *(place * size))
            right = slope_at(place, line, inputs, floor) * [size**2, size, size]
            answer = call(student, "gradients", model, *data)
            expect_slope(measured(answer), right, count)
            expect_close(
                place_of(model),
                place * size,
                atol=1e-6 * size,
                problem="The model is another one after `gradients` than before.",
            )
        remark_on_outcome(student, answer)


def remark_on_outcome(student, answer):
    """Remark where something else than a tuple or list came back, which prints less nicely."""
    if not isinstance(answer, (list, tuple)):
        remark(student, "Right. A tuple `loss, dw, db` says better what is what.")


@machinery
def move(model, w, b):
    """Give the variables of a model other values."""
    model.w.assign(float(w))
    model.b.assign(float(b))


def expect_slope(found, right, count):
    """Expect loss, dw and db as they should be."""
    expect_close(
        found,
        right,
        atol=1e-5 * abs(right).min(),
        mistakes={
            "The answer to the example in the public check: compute it from the arguments.": (
                np.array([4.625, -3.5, 1.5])
            ),
            "The number of examples is written into the code: divide by how many there are.": (
                lambda found: (
                    np.allclose(found[1:] / right[1:], found[1] / right[1], rtol=1e-3)
                    and any(np.isclose(found[1] / right[1], count / n, rtol=1e-3) for n in (4, 1000, 100, 10))
                )
            ),
        },
        problem=f"Loss, dw and db of {count:,} example{'s' * (count > 1)} are not right.",
    )


A_VARIABLE = "A variable in the list changes with every step, and all entries with it: record float(model.w)."


def rows_of(history, epochs, short=""):
    """Return w, b and loss of a history, one row each, after a look at its form."""
    expect_type(history, dict)
    missing = [name for name in ("w", "b", "loss") if name not in history]
    expect(not missing, "The history lacks a list.", answer=history, expected="a dict with w, b and loss")
    return np.array([list_of(history[name], name, epochs, short) for name in ("w", "b", "loss")])


def list_of(values, name, epochs, short):
    """Return one list of a history after a look at its form."""
    numbers = expect_numbers(values, names=f"numbers of history[{name!r}]")
    if len(numbers) != epochs:
        cause = "There must be one entry per epoch, no more and no fewer, recorded before its update."
        fail(
            "A list of the history has the wrong length.",
            returned=f"history[{name!r}] = {describe(values)}",
            expected=f"history[{name!r}]: {epochs} numbers",
            cause=short if short and len(numbers) < epochs else cause,
        )
    return numbers


@check(
    "records one number per epoch",
    question="fit",
    after=gradients_hold_for_any_line,
    read=TRAINING,
)
def fit_records_numbers(student):
    expect_function(student, "fit", ["model", "inputs", "outputs"], ["epochs", "learning_rate"])
    with recognize(NO_STEP):
        short = call(student, "fit", new_model(student, 5, 0), INPUTS, OUTPUTS, epochs=4, learning_rate=0.05)
    rows_of(short, 4)
    rows_of(call(student, "fit", new_model(student, 5, 0), INPUTS, OUTPUTS), 10)


def steps_down(line, inputs, floor, start, rate, steps):
    """Return w, b and loss before each step of a descent, in three rows, and where it ends."""
    bend = curvature(inputs)
    off, rows = np.subtract(start, line), []
    for _ in range(steps):
        rows.append((*(line + off), off @ bend @ off + floor))
        off = off - 2 * rate * bend @ off
    return np.array(rows).T, line + off


def taken_for_a_slope(place, x, y):
    """Return numbers that people take for loss, dw or db on these examples, the right ones first."""
    count, ones = len(x), np.ones(len(x))
    errors = [place[0] * x + place[1] - y, (place[0] - 3) * x + place[1] - 2]
    sums = [np.array([error, x, ones]) @ error for error in errors]
    right = sums[0] / count * [1, 2, 2]
    signs = np.array([errors[0], x, ones]) @ np.sign(errors[0])
    # Each prediction minus each output, as broadcasting a column makes it.
    level = y - y.mean()
    pairs = sums[0][:2] + level @ np.transpose([2 * (errors[0] + y), x])
    known = np.concatenate([*sums, signs, sums[0] / np.sqrt(sums[0][0] / count), pairs])
    parts = np.array([1 / count, 1 / max(count - 1, 1), 1, 0.001, 0.25])
    others = np.outer([*parts, *2 * parts, *parts / 2, *-parts, *-2 * parts], known)
    return np.append(right, others)


# How far a `gradients` that also updates may move the model, in gradients.
PULLS = (0, 0.001, 0.01, 0.05, 0.1, 0.5, 1)


def own_ways(student, data, start, rate, steps):
    """Return descents by the submission's own `gradients`, one for each way of recording them.

    There are none if it is right. If it is wrong in a known way, which shows at three places, the descent is
    computed here; else it is asked at every place, and believed where it is a quarter off at the most.
    """
    x, y = (array.astype(float) for array in data)
    fits, moves, slopes = [], [], []
    with aside(student):
        for place in np.multiply([[1.5, -0.5], [-2.0, 3.0], [0.5, 1.25]], abs(np.asarray(start)).max()):
            numbers, move = asked_at(student, data, place)
            fits.append(np.isclose(numbers[:, None], taken_for_a_slope(place, x, y), rtol=1e-3, atol=0))
            moves.append(move)
            slopes.append(numbers[1:])
        fits, moves, slopes = np.all(fits, axis=0), np.array(moves), np.array(slopes)
        slack = 1e-4 * abs(slopes).max()
        pull = next((one for one in PULLS if np.allclose(moves, one * slopes, rtol=1e-2, atol=slack)), None)
        which = fits.argmax(axis=1)
        if pull is None or (fits.any(axis=1).all() and list(which) == [0, 1, 2] and not pull):
            return []
        before, after, place, least = [], [], np.array(start, float), None
        for _ in range(steps):
            known = taken_for_a_slope(place, x, y)
            numbers = known[which]
            if not fits.any(axis=1).all():
                numbers, right = asked_at(student, data, place)[0], known[:3]
                least = 1e-3 * abs(right) if least is None else least
                if not (abs(numbers - right) <= 0.25 * abs(right) + least).all():
                    return []
            before.append((*place, numbers[0]))
            after.append((*(place - pull * numbers[1:]), numbers[0]))
            place = place - (rate + pull) * numbers[1:]
    return [(np.array(rows).T, place) for rows in (before, after)]


def asked_at(student, data, place):
    """Return what the submission's `gradients` gives for a model at a place, and how far it moves that."""
    model = new_model(student, *place)
    numbers = expect_numbers(call(student, "gradients", model, *map(tensor, data)), 3)
    return numbers, place - place_of(model)


def is_near(found, right, rtol, atol):
    """Say whether rows are those of a descent; from where this runs away, they need only run away, too."""
    size, start = np.maximum.accumulate(abs(right), axis=1), abs(right[:, 0]).max()
    close = abs(found - right) <= rtol * abs(right) + atol * size
    return bool((close | ((size > 1e9 * start) | np.isnan(size)) & ~(abs(found) < 1e6 * start)).all())


def follows(rows, end, way, rtol=1e-4, atol=2e-6):
    """Say whether a history and the model after it are those of a descent."""
    places, right = (np.column_stack([one[0][:2], one[1]]) for one in ((rows, end), way))
    return is_near(rows, way[0], rtol, atol) and is_near(places, right, rtol, atol)


def follows_own(student, rows, end, data, start, rate):
    """Say whether the descent follows the submission's own `gradients`, wrong in a known way as they are."""
    for way in own_ways(student, data, start, rate, rows.shape[1]):
        if follows(rows, end, way, rtol=1e-3, atol=1e-4):
            remark(student, "Right for these `gradients`. They are not right themselves, which costs once.")
            return True
    return False


def descent_of(student, data, start, epochs, rate, short=""):
    """Train a new model of the submission; return the history's rows, the model's place, and the model."""
    model = new_model(student, *start)
    asked = {"epochs": epochs, "learning_rate": rate}
    rows = rows_of(call(student, "fit", model, *map(tensor, data), **asked), epochs, short)
    return rows, place_of(model), model


def plot_history(rows, right):
    """Draw w, b and loss of a history beside the right ones."""
    named = zip(("w", "b", "loss"), rows, right, strict=True)
    return plot(
        "w, b and loss by epoch: yours solid, expected dashed",
        *(panel("updates made", name, *compare(name, mine, other)) for name, mine, other in named),
    )


@check(
    "trains on the data as it is",
    question="fit",
    after=(fit_records_numbers, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_adds_no_noise(student, rng):
    inputs = rng.normal(size=1000).astype("float32")
    data = inputs, 4 * inputs - 1
    rows, end, _ = descent_of(student, data, (4.0, -1.0), 2, 0.1)
    w, b, loss = rows
    causes = {
        "The model was set back to w = 5, b = 0: go on from where it is handed in.": w[0] == 5 and b[0] == 0,
        "Noise is added to the outputs within `fit`: the data is noisy already, and noise that is redrawn "
        "each epoch makes another experiment of each.": 0.7 < loss[0] < 1.4,
        "Noise is added to the inputs within `fit`: the noise sits in the outputs, and is there already.": (
            8 < loss[0] < 32
        ),
    }
    expect(
        abs(loss[0]) < 1e-4 or follows_own(student, rows, end, data, (4.0, -1.0), 0.1),
        "The model starts on the very line of exact data, and yet its first loss is not 0.",
        returned=f"losses {describe(loss.tolist())}",
        expected="0 in the first epoch",
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


@check(
    "records the way downhill, each epoch before its update",
    question="fit",
    after=(fit_adds_no_noise, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_records_before_the_update(student):
    before, after = WAY[:, :-1], WAY[:, 1:]
    model = new_model(student, 5.0, 0.0)
    rows = rows_of(call(student, "fit", model, INPUTS, OUTPUTS), 10)
    end, data = place_of(model), (INPUTS.array, OUTPUTS.array)
    if not is_near(rows, before, 1e-4, 2e-6) and follows_own(student, rows, end, data, (5.0, 0.0), 0.1):
        return
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
            A_VARIABLE: (lambda found: (found[0] == found[0, 0]).all() and found[0, 0] != 5),
            "The model did not move: subtract learning_rate · gradient from its variables in each epoch.": (
                lambda found: (found[:2] == found[:2, :1]).all()
            ),
            "a descent without the learning rate: multiply the gradients by it": (
                lambda found: np.allclose(found[:2, 1], [0.5, 2.5], atol=1e-4)
            ),
            "a descent with learning rate 0.01: the default is 0.1": (
                lambda found: np.allclose(found[:2, 1], [4.955, 0.025], atol=1e-4)
            ),
            "The steps all have the length of the learning rate, as Adam's have: move by −learning rate × "
            "gradient.": (lambda found: np.allclose(found[:2, 1], [4.9, 0.1], atol=1e-3)),
            "The loss grows: subtract the gradients instead of adding them.": (
                lambda found: found[2, -1] > 1.5 * found[2, 0]
            ),
        },
        problem="Ten epochs from w = 5, b = 0 with learning rate 0.1; the rows w, b and loss are not right.",
        picture=lambda: plot_history(rows, before),
    )


@check(
    "leaves the model trained",
    question="fit",
    after=(fit_records_before_the_update, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_trains_the_model(student):
    start, data = (5.0, 0.0), (INPUTS.array, OUTPUTS.array)
    rows, end, _ = descent_of(student, data, start, 6, 0.1)
    if not follows(rows, end, (WAY[:, :6], WAY[:2, 6])) and follows_own(student, rows, end, data, start, 0.1):
        return
    expect_close(
        end,
        WAY[:2, 6],
        atol=1e-5,
        mistakes={
            "The model that was handed in was not trained: train it, and not a copy.": np.array([5.0, 0.0]),
            "one update too few: there is one per epoch": WAY[:2, 5],
            "one update too many: there is one per epoch": WAY[:2, 7],
        },
        problem="After six epochs (w, b) is not where gradient descent leads.",
    )


def expect_descent(student, trained, data, start, rate, way):
    """Expect the history and the end of a descent from a start: the right way, or that of `gradients`."""
    rows, end = trained
    if follows(rows, end, way) or follows_own(student, rows, end, data, start, rate):
        return
    epochs = rows.shape[1]
    causes = {
        "The learning rate 0.1 is written into the code: use the one that is handed in.": np.allclose(
            (rows[:2, 1] - rows[:2, 0]) * rate, (way[0][:2, 1] - way[0][:2, 0]) * 0.1, rtol=1e-2
        ),
        "The model was set back to w = 5, b = 0: go on from where it is handed in.": (
            rows[0, 0] == 5 and rows[1, 0] == 0
        ),
        "The history is right, but the model does not end where the last step leads.": is_near(
            rows, way[0], 1e-4, 2e-6
        ),
        "The first step is right and the next ones are not: each step starts from all that the one before "
        "left, and nothing else is kept from step to step.": is_near(rows[:, :2], way[0][:, :2], 1e-4, 2e-6),
    }
    fail(
        f"{epochs} epochs with learning rate {rate:.3g}: that is another way than gradient descent takes.",
        returned=f"w = {describe(rows[0].tolist())}; at the end {describe(end)}",
        expected=f"w = {describe(way[0][0].tolist())}; at the end {describe(way[1])}",
        cause=first(causes),
        picture=lambda: plot_history(rows, way[0]),
    )


@check(
    "follows gradient descent from any start, on any data",
    question="fit",
    points=2,
    after=(fit_trains_the_model, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_follows_the_slope(student, rng):
    """Draw one example, some and more than a thousand, small and large numbers, and go on where one ended."""
    for count, size in ((int(rng.integers(20, 60)), 1.0), (1, 1.0), (1101, 2.0**-10), (30, 2.0**10)):
        line, rate = np.array(drawn_line(rng)), float(rng.uniform(0.02, 0.09))
        inputs, outputs, floor = noisy_line(rng, count, *line)
        data, scale = (inputs, outputs * np.float32(size)), np.array([[size], [size], [size**2]])
        start, epochs = line + rng.uniform(1.0, 4.0, size=2) * rng.choice([-1, 1]), int(rng.integers(3, 7))
        rows, end, model = descent_of(student, data, start * size, epochs, rate)
        places, last = steps_down(line, inputs, floor, start, rate, epochs)
        expect_descent(student, (rows, end), data, start * size, rate, (places * scale, last * size))
    place = place_of(model)
    asked = {"epochs": 3, "learning_rate": rate}
    more = rows_of(call(student, "fit", model, *map(tensor, data), **asked), 3)
    places, last = steps_down(line, inputs, floor, place / size, rate, 3)
    expect_descent(student, (more, place_of(model)), data, place, rate, (places * scale, last * size))
    expect_falsity_counts(student, data, start * size)


def expect_falsity_counts(student, data, start):
    """Expect that 0 epochs and a learning rate of 0 move nothing; an exception would do as well."""
    for epochs, rate in ((0, 0.01), (2, 0.0)):
        model = new_model(student, *start)
        try:
            call(student, "fit", model, *map(tensor, data), epochs=epochs, learning_rate=rate)
        except StudentRaised:
            continue
        expect(
            np.allclose(place_of(model), start, rtol=1e-5) or own_ways(student, data, start, rate, 1),
            f"The model moved though epochs={epochs} and learning_rate={rate:g}.",
            cause="0 is a number like any other, though Python counts it as false.",
        )


EVERY_EPOCH = "Each epoch is made, also where the loss no longer falls: as many as are asked for."


@check(
    "makes every epoch, also where the loss no longer falls",
    question="fit",
    points=1,
    after=(fit_follows_the_slope, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_makes_every_epoch(student, rng):
    """Start on the best line, where nothing moves, and with strides so long that the loss grows."""
    line = np.array(drawn_line(rng))
    inputs, outputs, floor = noisy_line(rng, 60, *line)
    too_long = 1.1 / np.linalg.eigvalsh(curvature(inputs)).max()
    for start, rate in ((line, 0.1), (line + 1.0, float(too_long))):
        rows, end, _ = descent_of(student, (inputs, outputs), start, 12, rate, EVERY_EPOCH)
        way = steps_down(line, inputs, floor, start, rate, 12)
        if follows(rows, end, way) or not own_ways(student, (inputs, outputs), start, rate, 1):
            expect_descent(student, (rows, end), (inputs, outputs), start, rate, way)


@check(
    "ends on the least-squares line",
    question="fit",
    points=1,
    after=(fit_makes_every_epoch, gradients_hold_for_any_line),
    read=TRAINING,
)
def fit_reaches_the_best_line(student, rng, thresholds):
    line, start = np.array(drawn_line(rng)), (5.0, 0.0)
    data = inputs, _, floor = noisy_line(rng, 999, *line)
    rows, end, _ = descent_of(student, data[:2], start, 120, 0.1, EVERY_EPOCH)
    way = steps_down(line, inputs, floor, start, 0.1, 120)
    if not follows(rows, end, way, atol=1e-4) and follows_own(student, rows, end, data[:2], start, 0.1):
        return
    off = abs(end - line)
    causes = {
        "The training ends before all epochs are made: make each of them.": (off < 1).all(),
        "The training ran away.": not np.isfinite(end).all(),
    }
    expect_below(
        off,
        thresholds["converged"],
        "After 120 epochs the model is not on the least-squares line.",
        cause=first(causes),
    )
    expect(
        is_near(rows, way[0], 1e-3, 1e-4),
        "120 epochs end where they should, but their history is not that of gradient descent.",
        picture=lambda: plot_history(rows, way[0]),
    )


OK_FORMAT = False
ORDER = 3
name = "fit"
points = 4
THRESHOLDS = {"converged": 0.001}
bench = Bench(THRESHOLDS)


@test_case(name="records one number per epoch", points=0, hidden=False)
def test_fit_records_numbers(env):
    bench.run(fit_records_numbers, env)


@test_case(name="trains on the data as it is", points=0, hidden=False)
def test_fit_adds_no_noise(env):
    bench.run(fit_adds_no_noise, env)


@test_case(name="records the way downhill, each epoch before its update", points=0, hidden=False)
def test_fit_records_before_the_update(env):
    bench.run(fit_records_before_the_update, env)


@test_case(name="leaves the model trained", points=0, hidden=False)
def test_fit_trains_the_model(env):
    bench.run(fit_trains_the_model, env)


@test_case(name="follows gradient descent from any start, on any data", points=2, hidden=False)
def test_fit_follows_the_slope(env):
    bench.run(fit_follows_the_slope, env)


@test_case(name="makes every epoch, also where the loss no longer falls", points=1, hidden=False)
def test_fit_makes_every_epoch(env):
    bench.run(fit_makes_every_epoch, env)


@test_case(name="ends on the least-squares line", points=1, hidden=False)
def test_fit_reaches_the_best_line(env):
    bench.run(fit_reaches_the_best_line, env)
