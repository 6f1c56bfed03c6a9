"""What students run themselves; the fixed numbers are examples, the drawn ones are others when graded."""

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
    keep,
    library,
    machinery,
    normal,
    panel,
    parameters_of,
    passes,
    plot,
    recognize,
    remark_on_numbers,
    stand_ins,
    tensor,
)

TENSORS = (
    "TensorFlow guide: Introduction to Tensors",
    "https://www.tensorflow.org/guide/tensor",
)
RANDOM = (
    "TensorFlow guide: Random number generation",
    "https://www.tensorflow.org/guide/random_numbers",
)
VARIABLES = (
    "TensorFlow guide: Introduction to Variables",
    "https://www.tensorflow.org/guide/variable",
)
GRADIENTS = (
    "TensorFlow guide: Introduction to gradients and automatic differentiation",
    "https://www.tensorflow.org/guide/autodiff",
)
TRAINING = (
    "TensorFlow guide: Basic training loops",
    "https://www.tensorflow.org/guide/basic_training_loops",
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


# Data.


def make_data(student, num_examples, **seed):
    """Return inputs and outputs of the submission's make_data, in the right form."""
    answer = call(student, "make_data", num_examples, **seed)
    mistakes = {
        "A column has the shape (n, 1): minus a vector (n,) it would make a table of n × n.": (
            num_examples,
            1,
        ),
        "One example still is a vector, of shape (1,): `squeeze` takes that from it.": (),
        "the dtype float64, which NumPy makes unless told otherwise: convert to float32": "float64",
    }
    return [
        expect_array(vector, shape=(num_examples,), dtype="float32", mistakes=mistakes)
        for vector in expect_items(answer, 2, names="inputs, outputs")
    ]


def inputs_of(student, num_examples, **seed):
    """Return the inputs of the submission's make_data in float64."""
    return make_data(student, num_examples, **seed)[0].astype(float)


@check("returns two float32 vectors of the length asked for", question="data", read=TENSORS)
def data_has_the_right_form(student):
    expect_function(student, "make_data", ["num_examples"], optional=["seed"])
    make_data(student, 50, seed=1)
    make_data(student, 1, seed=1)
    for vector in expect_items(call(student, "make_data"), 2, names="inputs, outputs"):
        expect_array(vector, shape=(1000,), dtype="float32")


@check(
    "puts every example on the line 3x + 2",
    question="data",
    points=1,
    after=data_has_the_right_form,
    read=TENSORS,
)
def data_lies_on_the_line(student, rng):
    seed = int(rng.integers(1, 1_000_000))
    asked = (int(rng.integers(1_001, 2_000)), {"seed": seed}), (200, {}), (1, {"seed": seed})
    for count, given in asked:
        inputs, outputs = make_data(student, count, **given)
        inputs = inputs.astype(float)
        expect(np.isfinite(inputs).all(), "Not all inputs are finite numbers.", answer=inputs)
        expect_close(
            outputs,
            3 * inputs + 2,
            rtol=1e-6,
            mistakes={
                "a line with w and b in each other's place: the 3 multiplies, the 2 is added": 2 * inputs + 3,
                "the line without its shift b: add 2": 3 * inputs,
                **{sentence: partial(is_off, inputs, kind) for sentence, kind in OFF_THE_LINE.items()},
            },
            problem="The outputs are not 3 · inputs + 2.",
        )


OFF_THE_LINE = {
    "a line with another shift: multiply by 3 and add 2": "shift",
    "a line of another slope: multiply by 3 and add 2": "slope",
    "a line with noise on it: here the examples lie exactly on the line": "noise",
}


def is_off(inputs, kind, outputs):
    """Say whether outputs lie on another line, by its shift or its slope, or round the right one."""
    if len(inputs) < 3:
        return False
    slope, shift = np.polyfit(inputs, outputs, 1)
    if abs(outputs - (slope * inputs + shift)).max() > 1e-4:
        return kind == "noise" and abs(slope - 3) < 1 and abs(shift - 2) < 1
    return kind == ("shift" if abs(slope - 3) < 1e-4 else "slope")


def expect_normal(inputs):
    """Compare 30,000 inputs with the standard normal distribution.

    The largest distance between their distribution function and the normal one exceeds the limit by chance
    in one of 10⁹ draws (Dvoretzky, Kiefer and Wolfowitz, with Massart's constant), is below a fifth of a
    root of n in fewer (Kolmogorov's distribution), and so is the chance that none lies beyond ±3.4.
    """
    expect(np.isfinite(inputs).all(), "Not all inputs are finite numbers.")
    count = len(inputs)
    inputs = np.sort(inputs)
    expected = normal()(inputs)
    steps = np.arange(count + 1) / count
    distance = max((steps[1:] - expected).max(), (expected - steps[:-1]).max())
    limit = np.sqrt(np.log(2 / 1e-9) / (2 * count))
    sizes = np.unique(abs(inputs))
    known = {
        "One number stands for all examples: draw one for each.": inputs[0] == inputs[-1],
        "Those are uniform numbers: draw from the normal distribution.": inputs[0] >= 0 and inputs[-1] <= 1,
        "Those have no tails (uniform, or cut off): one of 22 should lie beyond ±2.": sizes[-1] <= 2,
        "Mean and standard deviation must be 0 and 1.": abs(inputs.mean()) > 0.1
        or abs(inputs.std() - 1) > 0.1,
        "Many of them are there more than once, rounded or mirrored: draw each one by itself.": len(sizes)
        < 0.98 * count,
        "Those have no tails: they were cut off.": sizes[-1] <= 3.4,
        "Those are spread too evenly for numbers that are drawn.": distance < 0.2 / np.sqrt(count),
    }
    cause = next((sentence for sentence, holds in known.items() if holds), "")
    expect(
        distance <= limit and not cause,
        "The inputs are not standard normal.",
        returned=f"{count:,} inputs with mean {inputs.mean():.3g} and standard deviation {inputs.std():.3g}",
        expected="mean 0, standard deviation 1, and the shape of the normal distribution",
        cause=cause,
    )


@check(
    "draws the inputs from the standard normal distribution",
    question="data",
    points=1,
    after=data_has_the_right_form,
    read=RANDOM,
)
def data_is_standard_normal(student, rng):
    expect_normal(inputs_of(student, 30_000, seed=int(rng.integers(1, 1_000_000))))
    expect_normal(inputs_of(student, 30_000))


def expect_seeds(student, first, *others):
    """Expect the same data for the same seed, and other data for other seeds and without one."""
    order = (first, None, 0, None, first, None, *others, 0)
    drawn = [inputs_of(student, 20, **({} if seed is None else {"seed": seed})) for seed in order]
    seeded, again, zero, zero_again = drawn[0], drawn[4], drawn[2], drawn[-1]
    fresh, fresh_again = [drawn[1], drawn[3], drawn[5]], drawn[5]
    expect(
        np.array_equal(seeded, again),
        "The same seed gave other data the second time.",
        returned=f"make_data(20, seed={first}): inputs {seeded[0]:.4g}, …; again: {again[0]:.4g}, …",
        expected="twice the same",
        cause="Either the seed is not used, or the generator goes on from where it was (as tf.random.normal "
        "does, even with seed=…): make a new generator from the seed in each call.",
    )
    expect(
        np.array_equal(zero, zero_again),
        "The seed 0 gave other data the second time.",
        cause="0 is a seed like any other, though Python counts it as false: compare with `is None`.",
    )
    of_seeds = [seeded, zero, *drawn[6:-1]]
    expect(
        all_differ(of_seeds),
        "Another seed gave the same data.",
        returned=f"among the seeds {first}, 0, {', '.join(map(str, others))} two gave the same inputs",
        expected="other inputs for each",
        cause="The inputs do not depend on the seed that was given.",
    )
    expect(
        not np.array_equal(fresh[0], fresh_again) or np.array_equal(fresh[0], fresh[1]),
        "Two calls without a seed gave the same data.",
        returned=f"twice the same from make_data(20), each called after make_data(20, seed={first})",
        expected="other data with each call without a seed",
        cause="The seed of the call before still holds (as after tf.random.set_seed or np.random.seed): "
        "without a seed start from fresh chance, or make a generator in each call.",
    )
    expect(
        all_differ([*fresh, *of_seeds]),
        "Two calls without a seed gave the same data.",
        returned="the same inputs from two calls make_data(20), or from one and a call with a seed",
        expected="other data with each call without a seed",
        cause="Without a seed the inputs are reused: draw fresh ones in each call.",
    )


def all_differ(samples):
    """Say whether no two samples are equal."""
    return len({sample.tobytes() for sample in samples}) == len(samples)


@check(
    "gives the same data for the same seed, 0 too, and fresh data without one",
    question="data",
    points=1,
    after=data_has_the_right_form,
    read=RANDOM,
)
def data_repeats_with_its_seed(student, rng):
    seed = int(rng.integers(1, 1_000_000))
    expect_seeds(student, seed, seed + 1, seed + 1_000)


@check(
    "draws every sample by itself",
    question="data",
    points=1,
    after=(data_is_standard_normal, data_repeats_with_its_seed),
    read=RANDOM,
)
def data_is_drawn_independently(student, rng):
    """Compare 10 samples of 40 with each other, and neighbours and two samples of 2,000.

    Sums of the squares of 10 standard normal numbers lie below 0.08 in one of 10⁹ draws, and a correlation of
    2,000 pairs lies beyond 6.2 standard deviations in one of 10⁹.
    """
    seeds = rng.choice(100_000, size=12, replace=False) + 1
    samples = np.array([inputs_of(student, 40, seed=int(seed)) for seed in seeds[:10]])
    one, other = (inputs_of(student, 2_000, seed=int(seed)) for seed in seeds[10:])
    ordered = np.sort(samples, axis=1)
    known = {
        "The same numbers in another order are no new sample: draw others for another seed.": np.ptp(
            ordered, axis=0
        ).min()
        < 1e-6,
        "Each sample was centred or mirrored: numbers that are drawn have a mean near 0, and not 0.": (
            (samples.mean(axis=1) ** 2 * 40).sum() < 0.08
        ),
        "Each sample was scaled: numbers that are drawn have a deviation near 1, and not 1.": (
            (((samples**2).mean(axis=1) - 1) ** 2 * 20).sum() < 0.08
        ),
        "Each number depends on the one before it (sorted, or summed up): draw each by itself.": (
            is_correlated(one[1:], one[:-1])
        ),
        "The data of one seed can be told from that of another: draw for each seed anew.": (
            is_correlated(one, other)
        ),
    }
    cause = next((sentence for sentence, holds in known.items() if holds), "")
    expect(not cause, "The inputs are not drawn independently.", cause=cause)


def is_correlated(one, other):
    """Say whether two vectors go together more than chance has them."""
    return not abs(np.corrcoef(one, other)[0, 1]) < 6.2 / np.sqrt(len(one))


# Model.


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


# Loss.


@check("returns a single number", question="loss", read=TRAINING)
def loss_is_a_scalar(student):
    expect_function(student, "loss", ["predicted_y", "target_y"])
    answer = call(student, "loss", tensor([1.0, 2.0, 3.0], "float32"), tensor([1.0, 4.0, 0.0], "float32"))
    expect_array(answer, shape=(), mistakes={"a number for each example: take their mean": (3,)})


@check("averages the squared errors", question="loss", after=loss_is_a_scalar, read=TRAINING)
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
            "twice the mean squared error: leave out the factor 2": 31.5,
            "the mean of the errors, not squared: errors of opposite sign cancel, and it can be negative": (
                lambda value: np.allclose(abs(value), 1.25)
            ),
            "the square of the mean error: square first, then average": 1.5625,
            "the root of the mean squared error: leave out the root": 15.75**0.5,
            "the sum divided by one less than the number of examples: a mean divides by their number": 21.0,
            "the sum divided by 1,000: divide by how many examples there are": 0.063,
            "the mean over a table of every prediction minus every target: one of the two was reshaped": 13.0,
            "the largest squared error: take their mean": 49.0,
            "the median of the squared errors: take their mean": 6.5,
            "the Huber loss, which does not square large errors: square them all": (
                lambda value: np.isclose(value, [2.75, 5.5], rtol=1e-3).any()
            ),
        },
        problem="The errors are 1, −2, 3 and −7; the loss is not right.",
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


@check(
    "averages the squares of any errors",
    question="loss",
    points=2,
    after=loss_is_the_mean_of_squares,
    read=TRAINING,
)
def loss_is_right_for_drawn_errors(student, rng):
    judge_loss(student, rng)


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


@check(
    "lets gradients flow to the predictions",
    question="loss",
    points=1,
    after=loss_is_right_for_drawn_errors,
    read=GRADIENTS,
)
def loss_can_be_followed(student, rng):
    judge_flow(student, rng)


# Parts that are right, in the place of a submission's own that are not: a mistake is paid for once.


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


# Train step.


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


# Fit.


def step_is_right(student, rng):
    """Expect a train_step of the submission that is right, with parts that are."""
    cases = drawn_cases(rng)

    def judge(make):
        expect_losses(student, make, rng)
        expect_moves(student, make, cases)

    judged(student, "train_step", judge)


def rows_of(history, epochs):
    """Return w, b and loss of a history, one row each, after a look at its form."""
    expect_type(history, dict)
    missing = [name for name in ("w", "b", "loss") if name not in history]
    expect(not missing, "The history lacks a list.", answer=history, expected="a dict with w, b and loss")
    return np.array([list_of(history[name], name, epochs) for name in ("w", "b", "loss")])


@machinery
def list_of(values, name, epochs):
    """Return one list of a history as numbers."""
    words = {
        "returned": f"history[{name!r}] = {describe(values)}",
        "expected": f"history[{name!r}]: {epochs} numbers, one per epoch",
    }
    length = len(values) if isinstance(values, (list, tuple)) else np.size(values) * (np.ndim(values) > 0)
    expect(
        length == epochs or isinstance(values, Remote),
        "A list of the history has the wrong length." if length else "A part of the history is not a list.",
        cause="There must be one entry per epoch, no more and no fewer, recorded before its update.",
        **words,
    )
    return expect_numbers(values, epochs, names="numbers, one per epoch")


def holds_variables(history):
    """Say whether a history holds things that go on changing."""
    return any(
        isinstance(value, Remote)
        for values in history.values()
        if isinstance(values, (list, tuple))
        for value in values
    )


@machinery
def prepared_step(student, make, model, path):
    """Return a step that is no gradient descent: it takes w and b from place to place of a path."""
    builtins, operator = library(student, "builtins"), library(student, "operator")
    moves = [
        call_and_keep(builtins.map, variable.assign, row[1:].tolist())
        for variable, row in zip(variables_of(model), path[:2], strict=True)
    ]
    is_plain = passes(expect_plain_number, student, make)
    losses = path[2][:-1].tolist() if is_plain else tensor(path[2][:-1], "float32")
    together = call_and_keep(builtins.zip, losses, *moves)
    answers = call_and_keep(builtins.map, call_and_keep(operator.itemgetter, 0), together)
    return call_and_keep(library(student, "unittest.mock").Mock, side_effect=answers)


def expect_plain_number(student, make):
    """Expect the submission's own step to return a number that is no tensor; fit may count on that."""
    step, model = expect_function(student, "train_step"), make(student, 1.0, 4.0)
    answer = call_and_keep(step, model, *EXAMPLE.data, 0.1)
    expect(library(student, "builtins").hasattr(answer, "numpy") is False, "The answer is a tensor.")
    expect_number(answer)


class Fitting:
    """How a submission's fit is run: with its own train_step, or with one whose path is drawn."""

    def __init__(self, student, make, prepared=None):
        self.student, self.make, self.rng = student, make, prepared

    def model(self, case):
        """Return a model at the start of the case."""
        return self.make(self.student, *case.start)

    def run(self, model, case, epochs=None, rate=None):
        """Return the history, w and b afterwards, and the path that was to be recorded."""
        given = {"epochs": epochs, "learning_rate": rate}
        given = {name: value for name, value in given.items() if value is not None}
        epochs = 15 if epochs is None else epochs
        rate = 0.1 if rate is None else rate
        path = case.descent(epochs + 1, rate)
        parts = {}
        if self.rng is not None:
            path = case.walk(self.rng, epochs + 3)
            with aside(self.student):
                parts = {"train_step": prepared_step(self.student, self.make, model, path)}
        with stand_ins(self.student, "fit", **parts), recognize(NO_STEP):
            history = call(self.student, "fit", model, *case.data, **given)
        return history, values_of(model), path

    def wrong(self, mistakes):
        """Return what mistakes would record; with a drawn path nobody knows."""
        return mistakes if self.rng is None else {}


def fitted(student, judge):
    """Judge fit with the submission's own parts, or with right ones in place of those that are wrong."""

    def with_right_parts():
        return is_judged_with_right_parts(student, "fit", lambda make: judge(Fitting(student, make)))

    def with_drawn_steps():
        if passes(step_is_right, student, np.random.default_rng(0)):
            return False
        make, parts = right_parts(student)
        with stand_ins(student, "fit", **parts):
            judge(Fitting(student, make, np.random.default_rng(0)))
        return True

    carry_forward(student, lambda: judge(Fitting(student, new_model)), with_right_parts, with_drawn_steps)


VARIABLES_RECORDED = (
    "A variable in the list changes with every step, and all entries with it: record float(model.w)."
)


@check("records one number per epoch", question="fit", read=TRAINING)
def fit_records_numbers(student):
    expect_function(student, "fit", ["model", "inputs", "outputs"], optional=["epochs", "learning_rate"])

    def judge(fitting):
        for epochs, rate in ((2, 0.05), (None, None)):
            history, _values, _path = fitting.run(fitting.model(EXAMPLE), EXAMPLE, epochs, rate)
            rows = rows_of(history, epochs or 15)
            expect(
                not (holds_variables(history) and np.ptp(rows[:2], axis=1).max() == 0),
                "The history holds variables instead of numbers.",
                returned=f"history['w'] = {describe(history['w'])}",
                expected="numbers, each from before its epoch's update",
                cause=VARIABLES_RECORDED,
            )
            for name in ("w", "b", "loss"):
                remark_on_numbers(student, history[name])

    fitted(student, judge)


def plot_history(rows, right):
    """Draw w, b and loss of a history beside the right ones."""
    named = zip(("w", "b", "loss"), rows, right, strict=True)
    return plot(
        "w, b and loss by epoch: yours solid, expected dashed",
        *(panel("updates made", name, *compare(name, mine, other)) for name, mine, other in named),
    )


def misrecorded(path, epochs):
    """Return what a history holds that was recorded at the wrong moment, by its sentence."""
    before, after = path[:, :epochs], path[:, 1 : epochs + 1]
    return {
        "the history recorded after each update: the first entry is the model as handed in": after,
        "Here w and b are recorded after the update, the loss before: record w and b first": np.array(
            [*after[:2], before[2]]
        ),
        "the loss after the update beside w and b from before: record what train_step returns": np.array(
            [*before[:2], after[2]]
        ),
    }


@check("records each epoch before its update", question="fit", after=fit_records_numbers, read=TRAINING)
def fit_records_before_the_update(student):
    def judge(fitting):
        history, _values, path = fitting.run(fitting.model(EXAMPLE), EXAMPLE, 5)
        rows, right = rows_of(history, 5), path[:, :5]
        written = {
            "A 3 and a 2 are written into the code: find them by gradient descent.": (
                lambda found: np.allclose(found[:2, -1], [3.0, 2.0], atol=0.05)
            )
        }
        expect_close(
            rows,
            right,
            atol=1e-5,
            mistakes=misrecorded(path, 5) | fitting.wrong(written),
            problem="Five epochs from w = 1, b = 4 on four examples; the rows w, b and loss are not right.",
            picture=lambda: plot_history(rows, right),
        )

    fitted(student, judge)


@check(
    "finds the line in 60 epochs",
    question="fit",
    points=1,
    after=fit_records_before_the_update,
    read=TRAINING,
)
def fit_converges(student, rng, thresholds):
    inputs = rng.standard_normal(50)
    # Mean 0 and deviation 1 to the digit, so that every draw is equally hard: a step leaves 4/5 of the error.
    inputs = ((inputs - inputs.mean()) / inputs.std()).astype("float32")
    # Near 3 and 2, which anybody can write down.
    w, b = (rng.uniform(-0.5, 0.5, size=2) + np.array([3.0, 2.0])).astype("float32").tolist()
    case = Case(inputs, w * inputs + b, (1.0, 4.0), (w, b), curvature=((1.0, 0.0), (0.0, 1.0)))

    def judge(fitting):
        model = fitting.model(case)
        history, found, path = fitting.run(model, case, 60, 0.1)
        rows, goal = rows_of(history, 60), path[:2, 60]
        cause = ""
        if list(found) == [1, 4]:
            cause = "The model that was handed in was not trained: train it, and not a copy."
        elif np.allclose(found, [3.0, 2.0], atol=1e-3):
            cause = WRITTEN_LINE
        expect_below(
            abs(found - goal),
            thresholds["converged"],
            "After 60 epochs at learning rate 0.1 the model has not found the line.",
            returned=f"w = {found[0]:.5g}, b = {found[1]:.5g}",
            expected=f"w = {goal[0]:.5g} and b = {goal[1]:.5g}, within {thresholds['converged']:g}",
            cause=cause,
            # With the model as it is afterwards at the end of w and b.
            picture=lambda: plot_history(
                [*np.column_stack([rows[:2], found]), rows[2]], [*path[:2, :61], path[2, :60]]
            ),
        )

    fitted(student, judge)


def expect_fit(fitting, model, case, epochs, rate):
    """Expect the history and the model afterwards to be those of gradient descent from where it stands."""
    history, found, path = fitting.run(model, case, epochs, rate)
    rows, words = rows_of(history, epochs), {"rtol": 1e-3, "atol": 1e-4 * max(case.scale, case.scale**2)}
    back = replace(case, start=(1.0, 4.0)).descent(epochs, rate)
    line = on_true_line(case).descent(epochs, rate)
    expect_close(
        rows,
        path[:, :epochs],
        mistakes=misrecorded(path, epochs)
        | fitting.wrong(
            {
                WRITTEN_RATE: case.descent(epochs)[:, :epochs],
                WRITTEN_LINE: lambda seen: (
                    np.allclose(seen, line[:, :epochs], rtol=1e-3, atol=1e-3)
                    or np.allclose(seen[:2, -1], [3, 2], atol=0.3)
                ),
                "The model was set back to w = 1, b = 4: go on from where it is handed in.": back[:, :epochs],
            }
        ),
        problem="The history of a training on drawn examples is not right.",
        **words,
    )
    expect_close(
        found,
        path[:2, epochs],
        mistakes={
            "One update too many was made: there is one per epoch": path[:2, epochs + 1],
            "One update too few was made: there is one per epoch": path[:2, epochs - 1],
            WRITTEN_LINE: np.array([3.0, 2.0]),
        },
        problem="After a training on drawn examples the model is not where it should be.",
        **words,
    )
    return tuple(found.tolist())


def expect_nothing(fitting, case, rate):
    """Expect a training of 0 epochs to record nothing and to leave the model where it stands."""
    history, found, _path = fitting.run(fitting.model(case), case, 0, rate)
    words = "With 0 epochs the three lists are empty and the model stays as it is."
    cause = "0 is a number like any other, though Python counts it as false: do not write `epochs or …`."
    expect(rows_of(history, 0).size == 0, words, answer=history, cause=cause)
    expect_close(found, np.array(case.start), problem=words, mistakes={cause: lambda _: True})


@check(
    "follows gradient descent from other starts, with other rates, again and again",
    question="fit",
    points=3,
    after=fit_converges,
    read=TRAINING,
)
def fit_follows_drawn_lines(student, rng):
    first, second = drawn_case(rng, 5), drawn_case(rng, int(rng.integers(2, 5)), scale=10.0)
    small, large = rng.uniform([0.02, 0.12], [0.08, 0.3]).tolist()
    epochs, more = (int(count) for count in rng.integers([4, 2], [8, 4]))
    # Once at the goal, and once with a stride so long that the loss grows: every epoch is made all the same.
    goal = tuple(np.float32(second.line).astype(float).tolist())
    resting = replace(second, start=goal, line=goal, noise=0.0)
    resting = replace(resting, outputs=goal[0] * resting.inputs + goal[1])

    def judge(fitting):
        model = fitting.model(first)
        reached = expect_fit(fitting, model, first, epochs, small)
        expect_fit(fitting, model, replace(first, start=reached), more, large)
        expect_fit(fitting, fitting.model(second), second, 3, 1.1)
        expect_fit(fitting, fitting.model(resting), resting, 3, small)
        expect_nothing(fitting, second, small)

    fitted(student, judge)
