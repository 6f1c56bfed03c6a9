"""What students run themselves; nothing here holds more than the text of the exercise tells."""

import contextlib

import numpy as np

from autograder.checks import (
    Remote,
    aside,
    check,
    compare,
    describe,
    expect,
    expect_array,
    expect_close,
    expect_function,
    expect_items,
    expect_number,
    expect_numbers,
    expect_type,
    fetch,
    keep,
    library,
    panel,
    plot,
    recognize,
    remark_on_numbers,
    remark_on_prints,
    tensor,
)
from autograder.errors import CheckFailed, NotDefined, NotStarted, StudentRaised

ARRAYS = (
    "NumPy: The absolute basics for beginners",
    "https://numpy.org/doc/stable/user/absolute_beginners.html",
)
SEQUENTIAL = (
    "TensorFlow guide: The Sequential model",
    "https://www.tensorflow.org/guide/keras/sequential_model",
)
BUILT_IN = (
    "TensorFlow guide: Training and evaluation with the built-in methods",
    "https://www.tensorflow.org/guide/keras/training_with_built_in_methods",
)

# The seven readings: degrees Celsius and degrees Fahrenheit in turn.
READINGS = "-40 -40  -10 14  0 32  8 46  15 59  22 72  38 100"
CELSIUS, FAHRENHEIT = np.float32(READINGS.split()).reshape(7, 1, 2).transpose(2, 0, 1)

LINE_SHAPES = [(1, 1), (1,)]
DEEP_SHAPES = [(1, 4), (4,), (4, 4), (4,), (4, 1), (1,)]

NO_ARRAY = {
    r"Unrecognized data type|Only input tensors": (
        "Keras 3 refuses a plain list or number: put it into a NumPy array of shape (1, 1)."
    ),
    r"tuple index out of range|Invalid input shape|expected min_ndim|incompatible shape": (
        "The model wants a table with a row per example: one temperature has the shape (1, 1)."
    ),
    r"ExpiredDeprecation|only 0-dimensional|can only convert an array|only length-1": (
        "The answer is an array of shape (1, 1): pick its number, with [0, 0], before making a float of it."
    ),
}
BUILDING = {
    r"NoneType' object has no attribute '(add|build|compile|summary)": (
        "`model.add` changes the model and returns nothing (None): write `model.add(…)` on a line of its "
        "own, without `model =`."
    ),
    r"Cannot convert '?\d+'? to a shape|'int' object is not iterable": (
        "A shape is a tuple, also of one number: write shape=(1,), with the comma."
    ),
    r"Expected `trainable` to be a boolean|arguments? but \d+ were given|KerasTensor.* not iterable": (
        "`Sequential` takes one list of layers: put square brackets around them."
    ),
    r"Only instances of `keras.Layer` can be added|Only instances of.*Layer": (
        "What is in the list is no layer yet: call it, as in `tf.keras.Input(shape=(1,))`."
    ),
    r"(?s)when calling.*object has no attribute|forgot to call `super": (
        "The object does not have that: is `__init__` written with two underscores on each side, and does it "
        "begin with `super().__init__()`?"
    ),
    r"(?s)NameError:.*name '(?!np\b|tf\b|keras|layers|Dense|Input|Sequential|Model\b)": (
        "That name is not known there: what an object keeps is written with `self.` before it."
    ),
}
COMPILING = {
    r"not recognized: \{'lr'|unexpected keyword argument 'lr'": (
        "Keras 3 calls the rate learning_rate: write `Adam(learning_rate=…)`, or no name at all."
    ),
    r"legacy": "Keras 3 has no `optimizers.legacy` any more: take `tf.keras.optimizers.Adam`.",
    r"[Bb]itwise|[Xx]or\b|for \^": "`^` is no power in Python: write `** 2`, or `tf.square(…)`.",
    r"No loss to compute": "The model has no loss: name one in `model.compile(loss=…)`.",
    r"[Nn]o gradients|attribute '_id'|NumPy|numpy": (
        "The loss has left TensorFlow (through NumPy or `float(…)`), so Keras finds no gradients: name it."
    ),
    r"[Uu]nknown variable|cannot recognize variable|not recognize|can only be called": (
        "Two models share one optimizer: make a new Adam inside the function, at each call."
    ),
}


def part(thing, path):
    """Return an attribute, or one of an attribute, of an object that stays with the submission."""
    for name in path.split("."):
        expect(isinstance(thing, Remote), f"There is nothing that has a `{name}`.", answer=thing)
        thing = getattr(thing, name)
    return thing


def ask(thing, path, *args, **kwargs):
    """Call a method of an object that stays with the submission."""
    method = part(thing, path)
    expect(isinstance(method, Remote), f"`{path}` cannot be called.", answer=method)
    return method(*args, **kwargs)


def assign(student, thing, name, value):
    """Give an object that stays with the submission an attribute."""
    ask(library(student, "builtins"), "setattr", thing, name, value)


def call(student, name, *args, **kwargs):
    """Call the submission's function of that name."""
    return expect_function(student, name)(*args, **kwargs)


def is_keras(student, value, name):
    """Say whether a value is an object of a class of Keras, such as ``"Model"``."""
    wanted = part(library(student, "tensorflow"), f"keras.{name}")
    return (
        isinstance(value, Remote) and ask(library(student, "builtins"), "isinstance", value, wanted) is True
    )


def is_same(student, one, other):
    """Say whether two objects of the submission are one and the same."""
    return isinstance(other, Remote) and ask(library(student, "operator"), "is_", one, other) is True


def build(student, name="build_model"):
    """Return the Keras model that the submission's function builds."""
    with recognize(BUILDING):
        model = call(student, name)
    expect(
        is_keras(student, model, "Model"),
        f"`{name}` does not return a Keras model.",
        answer=model,
        returned=describe(model),
        expected="a Keras model",
        cause="Nothing came back (None): does the function end with `return`? And `model.add(…)` returns "
        "nothing: it stands on a line of its own, without `model =` or `return`."
        if model is None
        else "",
    )
    return model


def arrays_of(model):
    """Return all the model's weights and biases, in its own order."""
    arrays = ask(model, "get_weights")
    found = arrays if isinstance(arrays, (list, tuple)) else []
    return [array for array in found if isinstance(array, np.ndarray)]


def places_of(found, shapes):
    """Return where the wanted shapes stand among those found, a bias beside its weights; or None."""
    places = []
    for weights, bias in zip(shapes[::2], shapes[1::2], strict=True):
        free = [place for place in range(len(found)) if place not in places]
        at = next((place for place in free if found[place] == weights), None)
        beside = [place for place in free if found[place] == bias and place != at]
        if at is None or not beside:
            return None
        places += [at, min(beside, key=lambda place: (abs(place - at - 1), place))]
    return places if len(places) == len(found) else None


def expect_shapes(model, shapes, mistakes):
    """Expect weights and biases of these shapes; mistakes are sentences with whether they hold."""
    found = [array.shape for array in arrays_of(model)]
    not_built = "The model is not built yet: say what comes in, with tf.keras.Input(shape=(1,)) at its start."
    known = {not_built: not found} | {sentence: holds(found) for sentence, holds in mistakes.items()}
    expect(
        places_of(found, shapes) is not None,
        "The model does not have the layers that are asked for.",
        returned=f"weights and biases of the shapes {found}",
        expected=f"weights and biases of the shapes {shapes}",
        cause=next((sentence for sentence, holds in known.items() if holds), ""),
    )


def network_of(model, shapes):
    """Return the model's weights and biases, each layer's in its place."""
    arrays = arrays_of(model)
    places = places_of([array.shape for array in arrays], shapes)
    expect(places is not None, "The model does not have the layers that are asked for.")
    return [arrays[place] for place in places]


def set_network(model, weights):
    """Give the model these weights and biases, each in the place of its layer."""
    places = places_of([array.shape for array in arrays_of(model)], [array.shape for array in weights])
    expect(places is not None, "The model does not have the layers that are asked for.")
    ordered = sorted(zip(places, weights, strict=True), key=lambda pair: pair[0])
    ask(model, "set_weights", [array for _place, array in ordered])


def hindrances(model, shapes):
    """Yield why the model is more than its layers, or cannot be trained; in its own words."""
    trainable, losses = part(model, "trainable_variables"), part(model, "losses")
    if not isinstance(trainable, list) or len(trainable) != len(shapes):
        yield "Some weights or biases cannot be trained: leave `trainable` as it is."
    if not isinstance(losses, list) or losses:
        yield "The model adds to the loss (as a regularizer does): leave that out."


def draw_network(rng, shapes, low, high):
    """Return drawn weights and biases of these shapes."""
    return [rng.uniform(low, high, size=shape).astype("float32") for shape in shapes]


def forward(weights, inputs, activation=lambda values: values):
    """Return what dense layers answer, with an activation between them."""
    values = inputs.astype(float)
    for place in range(0, len(weights), 2):
        values = (activation(values) if place else values) @ weights[place] + weights[place + 1]
    return values


def draw_celsius(rng):
    """Return some temperatures: common ones, tiny ones and some that no thermometer shows."""
    far = 10 ** rng.uniform(2, 3.5, size=6) * [1, -1, 1, -1, 1, -1]
    return np.concatenate([rng.uniform(-50, 50, 30), rng.uniform(-0.1, 0.1, 4), far])[:, None].astype(
        "float32"
    )


def own_or_given(student, name, shapes):
    """Return a model of the submission's function if it is a line with these weights, or else one of Keras's.

    So nothing that uses a model loses points for a model that was lost already.
    """
    with (
        aside(student),
        contextlib.suppress(CheckFailed, NotDefined, NotStarted, StudentRaised),
    ):
        model = build(student, name)
        weights = [np.full(shape, 0.5 - 0.25 * (place % 2), "float32") for place, shape in enumerate(shapes)]
        weights[0] = weights[0] * np.float32(-1)
        set_network(model, weights)
        temperatures = np.float32([[-300], [-2], [-1], [1], [2], [3], [5], [400]])
        answer = model(tensor(temperatures), training=True)
        expect_close(answer, forward(weights, temperatures), rtol=1e-3, atol=1e-3)
        if not [*hindrances(model, shapes)]:
            return model
    return given_model(student, shapes)


def given_model(student, shapes):
    """Return a built model of dense layers that Keras makes of their sizes."""
    sizes = [shape[1] for shape in shapes if len(shape) == 2]
    layers = [{"class_name": "InputLayer", "config": {"batch_shape": [None, 1]}}]
    layers += [{"class_name": "Dense", "config": {"units": size}} for size in sizes]
    with aside(student):
        return ask(library(student, "keras"), "Sequential.from_config", {"name": "given", "layers": layers})


def line_model(student, slope, intercept):
    """Return a model that draws this line."""
    model = own_or_given(student, "build_model", LINE_SHAPES)
    with aside(student):
        set_line(model, slope, intercept)
    return model


def set_line(model, slope, intercept):
    """Make a model of one unit draw this line."""
    set_network(model, [np.array([[slope]], "float32"), np.array([intercept], "float32")])


def weights_of(model):
    """Return weight and bias of a model of one unit, as one array."""
    weights = network_of(model, LINE_SHAPES)
    return np.concatenate([expect_array(array).ravel() for array in weights])


def bent(line):
    """Return what the usual activations make of the answers of a line, by sentence."""
    with np.errstate(over="ignore"):
        return {
            "ReLU cuts off everything below zero, so the model cannot say −40: leave out the activation.": (
                np.maximum(line, 0)
            ),
            "A sigmoid keeps every answer between 0 and 1: leave out the activation.": 1
            / (1 + np.exp(-line)),
            "A tanh keeps every answer between −1 and 1: leave out the activation.": np.tanh(line),
            "A softmax over one unit is always 1: leave out the activation.": np.ones_like(line),
        }


def plot_answers(celsius, answer, line):
    """Draw the answers to some temperatures beside the line on which they should lie."""
    order = np.argsort(celsius, axis=None)
    curves = compare("°F", np.ravel(answer)[order], line.ravel()[order], x=celsius.ravel()[order])
    return plot("What the model answers: yours solid, expected dashed", panel("°C", "answer, °F", *curves))


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


@check("is a built Keras model with 2 parameters", question="model", read=SEQUENTIAL)
def model_has_two_parameters(student):
    expect_function(student, "build_model")
    expect_shapes(
        build(student),
        LINE_SHAPES,
        {
            "The layer has no bias, so 0 °C would always give 0 °F: leave out use_bias=False.": (
                lambda found: found == [(1, 1)]
            ),
            "The layer has more than one unit: one answer needs one unit.": (
                lambda found: len(found) == 2 and found[0][:1] == (1,) and found[0][1:] > (1,)
            ),
            "The model expects more than one feature: there is one, the temperature, so the shape is (1,).": (
                lambda found: len(found) == 2 and found[0][:1] > (1,)
            ),
            "There is more than one layer with numbers in it: a single Dense layer is enough.": (
                lambda found: len(found) > 2
            ),
        },
    )


@check(
    "answers with weight · feature + bias", question="model", after=model_has_two_parameters, read=SEQUENTIAL
)
def model_draws_a_line(student):
    line = 1.8 * CELSIUS + 32
    model = build(student)
    set_line(model, 1.8, 32.0)
    answer = model(tensor(CELSIUS))
    expect_close(
        answer,
        line,
        atol=1e-3,
        mistakes=bent(line),
        problem="With weight 1.8 and bias 32 the model does not answer 1.8 · °C + 32.",
        picture=lambda: plot_answers(CELSIUS, answer, line),
    )


@check(
    "is a line and nothing else, in training too",
    question="model",
    points=2,
    after=model_draws_a_line,
    read=SEQUENTIAL,
)
def model_is_nothing_but_a_line(student, rng):
    model, celsius = build(student), draw_celsius(rng)
    weights = [rng.uniform(2, 5, size=(1, 1)).astype("float32"), rng.uniform(-20, 20, 1).astype("float32")]
    set_network(model, weights)
    line = forward(weights, celsius)
    only_then = "In training the model does something else than afterwards (as Dropout does): use one Dense."
    for training in (False, True):
        answer = model(tensor(celsius), training=training)
        expect_close(
            answer,
            line,
            atol=1e-3,
            mistakes=bent(line)
            | ({only_then: lambda answer: answer.shape == line.shape} if training else {}),
            problem="Somewhere the model leaves the line that its weight and bias make.",
            picture=lambda answer=answer: plot_answers(celsius, answer, line),
        )


@check(
    "makes a new model at every call, with a random weight and a bias of 0",
    question="model",
    points=1,
    after=model_is_nothing_but_a_line,
    read=SEQUENTIAL,
)
def model_starts_anew(student, rng):
    _weight, bias = expect_new_models(student, rng, "build_model", LINE_SHAPES)
    expect(
        not bias.any(),
        "The bias of a new model is not 0.",
        cause="Leave out bias_initializer: the training is to find the bias, beginning at 0.",
    )


def expect_new_models(student, rng, name, shapes):
    """Expect models that share nothing and start at random; return the weights of one as it was built."""
    one, other = build(student, name), build(student, name)
    for cause in hindrances(one, shapes):
        expect(False, "The model is not trained by the loss alone.", cause=cause)
    starts = network_of(one, shapes), network_of(other, shapes)
    weights, celsius = draw_network(rng, shapes, -1, 1), draw_celsius(rng)
    set_network(one, weights)
    expect(
        all(map(np.array_equal, network_of(other, shapes), starts[1])),
        f"Two calls of `{name}` give models that share their numbers: who trains one trains the other.",
        cause="Make the model and its layers inside the function, so that each call gives new ones.",
    )
    expect_close(one(tensor(celsius)), forward(weights, celsius), rtol=1e-3, atol=1e-2)
    expect(
        not any(all(map(is_fixed, pair)) for pair in zip(*starts, strict=True) if pair[0].ndim == 2),
        "The weights of a new model are not random.",
        cause="Leave out kernel_initializer: weights start at random, so that the training can find its way.",
    )
    return starts[0]


def is_fixed(weights):
    """Say whether weights are all the same, or a number such as 0 or 1.8 that nobody draws."""
    return bool(np.ptp(weights) == 0 and (weights.size > 1 or np.float32(weights.round(3)) == weights))


# What the model says of itself earns nothing; the steps that it makes do.
@check("returns the model, compiled", question="compile", read=BUILT_IN)
def compile_returns_the_model(student):
    function = expect_function(student, "compile_model", ["model"], optional=["learning_rate"])
    model = line_model(student, 1.0, 0.0)
    with recognize(COMPILING):
        answer = function(model)
    expect(
        is_same(student, model, answer),
        "`compile_model` does not return the model.",
        answer=answer,
        returned=describe(answer),
        expected="the model that was handed in",
        cause="Nothing came back: `model.compile` changes the model and returns None, so end with "
        "`return model`."
        if answer is None
        else "",
    )
    expect(
        part(model, "compiled") is True,
        "The model that came back is not compiled.",
        cause="Call `model.compile(…)` with a loss and an optimizer before you return the model.",
    )


def compiled(student, model, **rate):
    """Hand a model to the submission's compile_model, and return it."""
    with recognize(COMPILING):
        call(student, "compile_model", model, **rate)
    return model


@check(
    "measures the mean squared error",
    question="compile",
    points=1,
    after=compile_returns_the_model,
    read=BUILT_IN,
)
def compile_uses_the_mean_squared_error(student, rng):
    model = compiled(student, line_model(student, 1.0, 0.0))
    # A few errors of middle size; many large ones; a single small one.
    for count, size, reach in ((6, 1, 100), (41, 300, 1000), (1, 0.002, 0.1)):
        errors = size * rng.uniform(1.5, 4.0, size=count) * rng.permutation(np.resize([-1, 1], count))
        labels = rng.uniform(-reach, reach, size=count).astype("float32")
        answers = (labels + errors).astype("float32")
        errors = answers.astype(float) - labels
        with recognize(COMPILING):
            loss = ask(model, "compute_loss", y=tensor(labels[:, None]), y_pred=tensor(answers[:, None]))
        squares, huber = errors**2, np.where(abs(errors) < 1, errors**2 / 2, abs(errors) - 0.5)
        expect_close(
            loss,
            squares.mean(),
            rtol=1e-3,
            mistakes={
                "the mean absolute error: take the mean squared error": abs(errors).mean(),
                "the sum of the squared errors: take their mean": squares.sum(),
                "the root of the mean squared error: take it without the root": squares.mean() ** 0.5,
                "half the mean squared error: take all of it": squares.mean() / 2,
                "the Huber loss, which is the squared error near zero only": huber.mean(),
            },
            problem=f"The errors are {describe(errors.round(4).tolist())}; the loss is not the mean of their "
            "squares.",
        )


def push(model, gradients):
    """Let the compiled model's optimizer see some gradients of weight and bias."""
    for one, other in gradients:
        pair = [tensor([[one]], "float32"), tensor([other], "float32")]
        with recognize(COMPILING):
            ask(model, "optimizer.apply", pair, part(model, "trainable_variables"))


def adam(gradients, rate, updates=None, decay=0.0):
    """Return how far Adam gets: Kingma and Ba, 2015, end of section 2, with the constants of Keras.

    The updates are numbered from 1, unless other numbers are given; AdamW has a decay.
    """
    gradients = np.asarray(gradients, float)
    place, mean, square = np.zeros(2), np.zeros(2), np.zeros(2)
    for number, gradient in zip(updates or range(1, len(gradients) + 1), gradients, strict=True):
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        place -= rate * decay * place
        place -= rate * np.sqrt(1 - 0.999**number) / (1 - 0.9**number) * mean / (np.sqrt(square) + 1e-7)
    return place


CLIPPED = "The gradients are clipped: leave out clipnorm and clipvalue."


def is_clipped(gradients, rate, updates=None, start=0.0):
    """Return what says whether Adam got there with gradients that were cut."""
    norm = np.linalg.norm(gradients, axis=1, keepdims=True)
    ways = [np.clip(gradients, -top, top) for top in (0.5, 1.0, 5.0, 10.0)]
    ways += [gradients * np.minimum(1, top / norm) for top in (0.5, 1.0, 5.0, 10.0)]
    ends = [start + adam(way, rate, updates) for way in ways]
    return lambda found: any(np.allclose(found, end, 0, 0.02 * rate) for end in ends)


@check(
    "uses Adam with a learning rate of 0.1",
    question="compile",
    after=compile_returns_the_model,
    read=BUILT_IN,
)
def compile_uses_adam(student):
    gradients = [(4.0, 0.5), (-1.0, 3.0), (2.0, -1.5)]
    total = np.sum(gradients, axis=0)
    model = compiled(student, line_model(student, 0.0, 0.0))
    push(model, gradients)
    expect_close(
        weights_of(model),
        adam(gradients, 0.1),
        mistakes={
            "Adam with its default learning rate of 0.001, which hardly moves: hand on learning_rate": (
                adam(gradients, 0.001)
            ),
            "plain gradient descent (SGD): with a rate of 0.1 the loss grows until it is nan; take Adam": (
                -0.1 * total
            ),
            "plain gradient descent (SGD) with its default rate: take Adam, and hand on learning_rate": -0.01
            * total,
            "Adam with a learning rate of 0.01: the default of compile_model is 0.1": adam(gradients, 0.01),
            "AdamW, which makes weights smaller at every step: take Adam": adam(gradients, 0.1, decay=0.004),
            CLIPPED: is_clipped(np.array(gradients), 0.1),
        },
        problem="After three updates weight and bias are not where Adam with learning rate 0.1 moves them.",
    )


@check(
    "uses Adam with the learning rate that is handed in, for each model",
    question="compile",
    points=2,
    after=compile_uses_adam,
    read=BUILT_IN,
)
def compile_takes_the_rate(student, rng):
    starts = rng.uniform(20, 40, size=(2, 2)) * rng.choice([-1, 1], size=(2, 2))
    models = [line_model(student, *starts[0]), given_model(student, LINE_SHAPES)]
    set_line(models[1], *starts[1])
    rates = [float(rng.uniform(0.2, 0.9)), float(rng.uniform(0.002, 0.009))]
    for model, rate in zip(models, rates, strict=True):
        compiled(student, model, learning_rate=rate)
    sizes = 10 ** rng.uniform(-1.2, 3, size=(2, 4, 2))
    gradients = sizes * rng.choice([-1.0, 1.0], size=sizes.shape)
    # The last two come late, as in a long training.
    updates = [1, 2, int(rng.integers(700, 900)), int(rng.integers(5e4, 9e4))]
    for model, given in zip(models, gradients, strict=True):
        push(model, given[:2])
    for model, start, rate, given in zip(models, starts, rates, gradients, strict=True):
        expect_rate(model, start, rate, given[:2], updates[:2])
        for number, gradient in zip(updates[2:], given[2:], strict=True):
            ask(model, "optimizer.iterations.assign", number - 1)
            push(model, [gradient])
        late = "The learning rate changes during the training: hand it to Adam as the number that it is."
        expect_rate(model, start, rate, given, updates, late)
    place = weights_of(models[0])
    push(compiled(student, models[0], learning_rate=rates[1]), gradients[1, :2])
    expect_rate(
        models[0],
        place,
        rates[1],
        gradients[1, :2],
        [1, 2],
        "A model that is compiled again keeps what it had: compile it at every call.",
    )


def expect_rate(model, start, rate, gradients, updates, cause=""):
    """Expect weight and bias where Adam with that rate leads to."""
    fixed = "The learning rate {} is written into the code: use the one that is handed in."
    expect_close(
        weights_of(model),
        start + adam(gradients, rate, updates),
        rtol=0,
        atol=0.004 * rate + 3e-5,
        mistakes={
            fixed.format("0.1"): start + adam(gradients, 0.1, updates),
            fixed.format("0.001"): start + adam(gradients, 0.001, updates),
            CLIPPED: is_clipped(gradients, rate, updates, start),
            "Nothing moves: give the model an optimizer of its own, at each call.": start,
        }
        | ({cause: lambda _found: True} if cause else {}),
        problem=f"Weight and bias are not where Adam with learning rate {rate:.4g} moves them.",
    )


@check("asks for no accuracy", question="compile", after=compile_returns_the_model, read=BUILT_IN)
def compile_asks_for_no_accuracy(student):
    model = compiled(student, line_model(student, 1.0, 0.0))
    labels = np.array([[1.0], [0.0], [1.0]], "float32")
    # Accuracies, and only they, are 1 for right answers and 0 for wrong ones.
    right, wrong = metrics(model, labels, labels), metrics(model, labels, 1 - labels)
    expect(
        not any(right[name] == 1 and wrong.get(name) == 0 for name in right),
        "The model counts how often its answers are exactly right.",
        expected="no such metric",
        cause="Accuracy is for classes; of temperatures it says nothing: none equals its label.",
    )


def metrics(model, labels, answers):
    """Return the values of the model's metrics for these labels and answers."""
    ask(model, "reset_metrics")
    found = ask(model, "compute_metrics", None, tensor(labels), tensor(answers), None)
    expect_type(found, dict)
    return {
        name: value.item()
        for name, value in found.items()
        if isinstance(value, np.ndarray) and value.ndim == 0
    }


@check(
    "follows the loss downhill, step by step, when it is trained",
    question="compile",
    points=2,
    after=(compile_uses_the_mean_squared_error, compile_asks_for_no_accuracy, compile_takes_the_rate),
    read=BUILT_IN,
)
def compile_makes_the_steps(student, rng):
    rate, start = float(rng.uniform(0.2, 0.9)), rng.uniform([2, -20], [5, 20])
    model = compiled(student, line_model(student, *start), learning_rate=rate)
    # What is compiled into a graph first takes longer than these steps.
    assign(student, model, "run_eagerly", True)
    celsius, fahrenheit = rng.uniform(-40, 100, size=(2, 8, 1)).astype("float32")
    with recognize(COMPILING):
        ask(model, "fit", celsius, fahrenheit, epochs=4, verbose=0)
    gradients, place = [], start
    for _ in range(4):
        error = place[0] * celsius.astype(float) + place[1] - fahrenheit
        gradients.append((2 * (error * celsius).mean(), 2 * error.mean()))
        place = start + adam(gradients, rate)
    expect_close(
        weights_of(model),
        place,
        rtol=1e-3,
        atol=1e-3,
        mistakes={"The model did not move: every step must change weight and bias.": start},
        problem="After four updates weight and bias are not where the mean squared error and Adam lead.",
    )


# Stands in for `model.fit`: nothing is trained, so that it takes no time; it earns nothing, either.
@check("goes through the examples as often as it is told", question="train", read=BUILT_IN)
def train_counts_the_epochs(student, rng):
    function = expect_function(student, "train", ["model", "celsius", "fahrenheit"], optional=["epochs"])
    few, many = int(rng.integers(3, 9)), int(rng.integers(501, 900))
    model = trainable(student, line_model(student, 1.0, 0.0))
    made_of_few = epochs_made(student, function, model, few)
    # What trains without the model's own `fit` would now train for long.
    made_of_many = None if made_of_few is None else epochs_made(student, function, model, many)
    if made_of_few is None or made_of_many is None:
        return
    for wanted, made in ((few, made_of_few), (many, made_of_many)):
        causes = {
            "`epochs` is not used: hand it on to `model.fit`, as epochs=epochs.": made_of_few == made_of_many,
            "There is a limit to the number of epochs: make all that are asked for.": made < wanted,
        }
        expect(
            made == wanted,
            "`train` does not make the number of epochs that it is told.",
            returned=f"{made} epochs",
            expected=f"{wanted} epochs, for train(model, celsius, fahrenheit, epochs={wanted})",
            cause=next((sentence for sentence, holds in causes.items() if holds), ""),
        )
    made = epochs_made(student, function, model)
    expect(
        made in (500, None),
        "The default of `epochs` is not as asked.",
        returned=f"{made} epochs",
        expected="500 epochs, for train(model, celsius, fahrenheit)",
        cause="500 epochs are the default: write epochs=500 into the function's first line.",
    )


def epochs_made(student, function, model, epochs=None):
    """Return how many epochs the function asks Keras to make; None if that is not to be seen."""
    history = ask(library(student, "keras"), "callbacks.History")
    assign(student, history, "history", {"loss": [1.0 / (1 + epoch) for epoch in range(epochs or 500)]})
    fit = ask(library(student, "unittest.mock"), "Mock", return_value=history)
    assign(student, model, "fit", fit)
    told = {} if epochs is None else {"epochs": epochs}
    with contextlib.suppress(StudentRaised):
        try:
            function(model, CELSIUS, FAHRENHEIT, **told)
        finally:
            # The model may be one that every call of `build_model` returns.
            ask(library(student, "builtins"), "delattr", model, "fit")
        calls = part(fit, "call_args_list")
        if isinstance(calls, list) and calls:
            return sum(asked_of(student, one) for one in calls)
    return None


def asked_of(student, one):
    """Return the epochs of one call of `model.fit`, after a look at its callbacks."""
    expect(isinstance(one, tuple) and len(one) == 2, "`model.fit` was called in an unknown way.")
    by_place, by_name = one
    expect(isinstance(by_name, dict), "`model.fit` was called in an unknown way.")
    given = {**dict(enumerate(by_place if isinstance(by_place, (list, tuple)) else ())), **by_name}
    callbacks = given.get("callbacks", given.get(5))
    for callback in callbacks if isinstance(callbacks, (list, tuple)) else [callbacks]:
        for kind, problem in CALLBACKS.items() if isinstance(callback, Remote) else ():
            expect(not is_keras(student, callback, f"callbacks.{kind}"), problem, cause=f"Leave out {kind}.")
    epochs = given.get("epochs", given.get(3, 1))
    return expect_number(epochs) - expect_number(given.get("initial_epoch", 0))


CALLBACKS = {
    "EarlyStopping": "Training can end before all its epochs are made.",
    "ReduceLROnPlateau": "The learning rate of the model changes during the training.",
    "LearningRateScheduler": "The learning rate of the model changes during the training.",
}


def trainable(student, model):
    """Compile a model so that training starts without delay, and return it."""
    ask(model, "compile", "adam", "mse", run_eagerly=True)
    return model


def losses_of(student, history, epochs):
    """Return the losses of a Keras History after a look at its form."""
    causes = {
        "Nothing came back (None): return what `model.fit` returns.": history is None,
        "That is the dictionary inside the History: return the History itself.": isinstance(history, dict),
        "That is the model: return what `model.fit` returns.": is_keras(student, history, "Model"),
    }
    expect(
        is_keras(student, history, "callbacks.History"),
        "`train` does not return a Keras History.",
        answer=history,
        returned=describe(history),
        expected="a Keras History",
        cause=next((sentence for sentence, holds in causes.items() if holds), ""),
    )
    record = part(history, "history")
    losses = record.get("loss") if isinstance(record, dict) else None
    found = expect_numbers(losses, names="losses").tolist() if losses is not None else []
    causes = {
        "Only the last epoch is in the History: call `model.fit` once, with epochs=epochs.": len(found) == 1,
        "Training ends early: make every epoch, also where the loss falls no more.": len(found) < epochs,
    }
    expect(
        len(found) == epochs,
        "The History does not have one loss per epoch.",
        returned=f"history.history['loss'] = {describe(losses)}",
        expected=f"{epochs} losses for {epochs} epochs",
        cause=next((sentence for sentence, holds in causes.items() if holds), ""),
    )
    return found


@check(
    "returns a Keras History with one loss per epoch",
    question="train",
    after=train_counts_the_epochs,
    read=BUILT_IN,
)
def train_returns_the_history(student):
    # A line that is right already: there is nothing left to learn, and every epoch is made all the same.
    model = trainable(student, line_model(student, 1.8, 32.0))
    exact = (1.8 * CELSIUS + 32).astype("float32")
    celsius, fahrenheit = keep(student, CELSIUS), keep(student, exact)
    losses_of(student, call(student, "train", model, celsius, fahrenheit, epochs=4), 4)
    for table, before in ((celsius, CELSIUS), (fahrenheit, exact)):
        expect_close(fetch(table), before, problem="`train` changed the examples that it was given.")
    remark_on_prints(student, "train", "With verbose=0 `model.fit` is silent.")


@check(
    "makes an update for each batch of 32 examples, with the model's own optimizer",
    question="train",
    points=2,
    after=train_returns_the_history,
    read=BUILT_IN,
)
def train_updates_once_a_batch(student, rng):
    # Every example is the same, and the same in both units: whatever the order, each update brings the
    # model a fifth nearer, so that weight and bias tell how many there were.
    reading, slope, intercept = rng.uniform([2, 2, 5], [6, 3, 9])
    rate = float(0.1 / (reading**2 + 1))
    model, optimizer, _loss = with_descent(student, line_model(student, slope, intercept), rate)
    place = np.array([slope, intercept])
    # First one example more than full batches, then full batches: so every other size shows.
    for count, epochs in ((32 * int(rng.integers(2, 4)) + 1, 1), (64, 1)):
        examples = np.full((count, 1), reading, "float32")
        call(student, "train", model, examples, examples, epochs=epochs)
        expect(
            is_same(student, optimizer, part(model, "optimizer")),
            "The model has another optimizer after training.",
            cause="The function compiles the model anew, which loses its learning rate: only fit it.",
        )
        one = "One update per epoch: train on the examples that are handed in, in Keras's own batches of 32."
        once = [
            descend(place, [data] * epochs, rate)
            for data in ((examples[:32], examples[:32]), (CELSIUS, FAHRENHEIT))
        ]
        updates = -(-count // 32)
        steps = [(examples[:1], examples[:1])] * epochs
        start, place = place, descend(place, steps * updates, rate)
        expect_close(
            weights_of(model),
            place,
            rtol=1e-3,
            mistakes={
                one: lambda found, once=once: any(np.allclose(found, way, 1e-3) for way in once),
                "The model was not trained at all: fit the model that is handed in.": start,
                "Only whole degrees were trained on: keep the decimals of the examples.": descend(
                    start, [(np.floor(examples[:1]), examples[:1])] * epochs * updates, rate
                ),
                "The batch size is 1: leave it to Keras, which takes 32.": descend(
                    start, steps * count, rate
                ),
                "Some examples are left out: train on all, the last short batch included.": descend(
                    start, steps * (updates - 1), rate
                ),
            },
            problem=f"{count} examples make {updates} updates per epoch, and weight and bias are not where "
            "these lead.",
        )


def with_descent(student, model, rate):
    """Compile a model with plain gradient descent on the mean squared error; return it with the two."""
    optimizer = ask(library(student, "keras"), "optimizers.SGD", rate)
    loss = ask(library(student, "keras"), "losses.MeanSquaredError")
    ask(model, "compile", optimizer=optimizer, loss=loss, run_eagerly=True)
    return model, optimizer, loss


def descend(place, batches, rate):
    """Return where gradient descent leads from (weight, bias), with an update per batch."""
    place = np.array(place, float)
    for celsius, fahrenheit in batches:
        error = place[0] * celsius.astype(float) + place[1] - fahrenheit
        place -= 2 * rate * np.array([(error * celsius).mean(), error.mean()])
    return place


@check(
    "learns from the examples as they are, and returns the losses of this very training",
    question="train",
    points=1,
    after=train_updates_once_a_batch,
    read=BUILT_IN,
)
def train_returns_its_losses(student, rng):
    rate = 2e-4
    model, _optimizer, loss = with_descent(student, line_model(student, 1.0, 0.0), rate)
    # One batch, so that the order of the examples does not matter; then a single example, nearly met.
    many = rng.uniform(-40, 40, size=(2, 20, 1))
    for (celsius, off), epochs in ((many, 2), (rng.uniform([[[-2]], [[0.03]]], [[[2]], [[0.06]]]), 1)):
        start = rng.uniform([2, -20], [5, 20]).astype("float32").astype(float)
        batch = celsius.astype("float32"), (start[0] * celsius + start[1] + off).astype("float32")
        set_line(model, *start)
        history = call(student, "train", model, *batch, epochs=epochs)
        places = [descend(start, [batch] * updates, rate) for updates in range(epochs + 1)]
        expect_close(
            weights_of(model),
            places[-1],
            rtol=0,
            atol=2e-3 * float(np.abs(places[-1] - start).max()) + 1e-5,
            mistakes={
                "Features and labels are swapped: celsius goes in, fahrenheit comes out.": descend(
                    start, [batch[::-1]] * epochs, rate
                ),
            },
            problem="Weight and bias are not where these examples lead: train on them as they are.",
        )
        losses = np.array([((slope * batch[0] + shift - batch[1]) ** 2).mean() for slope, shift in places])
        expect_close(
            np.array(losses_of(student, history, epochs)),
            losses[:-1],
            rtol=1e-3,
            mistakes={
                "the roots of the losses: return the History as `model.fit` made it": losses[:-1] ** 0.5,
                "the losses after each epoch: return the History as `model.fit` made it": losses[1:],
                "The losses are rounded: return the History as `model.fit` made it.": (
                    lambda found, losses=losses[:-1]: any(
                        np.allclose(found, losses.round(places)) for places in range(5)
                    )
                ),
            },
            problem="The losses are not those of this training.",
        )
    expect(
        is_same(student, loss, part(model, "loss")),
        "The model has another loss after training.",
        cause="The function compiles the model anew: only fit it.",
    )


@check("returns one number", question="predict", read=BUILT_IN)
def predict_gives_one_number(student):
    function = expect_function(student, "predict_fahrenheit", ["model", "celsius"])
    with recognize(NO_ARRAY):
        answer = function(line_model(student, 1.8, 32.0), 100.0)
    expect_number(answer)
    remark_on_numbers(student, answer)


@check(
    "returns the model's own answer",
    question="predict",
    points=1,
    after=predict_gives_one_number,
    read=BUILT_IN,
)
def predict_asks_the_model(student, rng):
    model = line_model(student, 1.0, 0.0)
    celsius = rng.uniform([5, 150], [9, 900]) * [1, rng.choice([-0.2, 1])]
    # Steep, far away, flat; the last one asks once more what was asked first.
    lines = rng.uniform([[3, -200], [7, 500], [1e-4, 2e-3]], [[9, -100], [9, 900], [9e-4, 9e-3]])
    for temperature, (slope, intercept) in zip([*celsius, celsius[0]], lines, strict=True):
        set_line(model, slope, intercept)
        with recognize(NO_ARRAY):
            answer = call(student, "predict_fahrenheit", model, float(temperature))
        right = float(np.float32(slope)) * float(np.float32(temperature)) + float(np.float32(intercept))
        expect_close(
            expect_number(answer),
            right,
            atol=1e-6 * (1 + abs(slope * temperature)),
            mistakes={
                "the rule itself, 1.8 · °C + 32: ask the model, which may have learned another": (
                    1.8 * temperature + 32
                ),
                "what the model says for 100 °C: ask it for the temperature that is handed in": (
                    slope * 100 + intercept
                ),
                "what the model says for whole degrees: keep the decimals of the temperature": (
                    lambda answer, slope=slope, intercept=intercept, temperature=temperature: any(
                        np.allclose(answer, slope * whole(temperature) + intercept)
                        for whole in (np.floor, np.ceil, np.round)
                    )
                ),
                "The answer does not depend on the model's bias: ask the model itself.": slope * temperature,
                "The answer is rounded: return it as the model gives it.": (
                    lambda answer, right=right: any(np.isclose(answer, round(right, n)) for n in range(5))
                ),
                "an answer from before the model was changed: ask it anew each time": (
                    lines[0][0] * celsius[0] + lines[0][1]
                ),
            },
            problem=f"The line {slope:.4g} · °C + ({intercept:.4g}) says something else for "
            f"{temperature:.4g} °C.",
        )
        expect_close(
            weights_of(model),
            np.array([slope, intercept]),
            problem="`predict_fahrenheit` changed the model.",
        )


@check(
    "asks any model, whatever its layers",
    question="predict",
    points=1,
    after=predict_asks_the_model,
    read=BUILT_IN,
)
def predict_asks_any_model(student, rng):
    model = own_or_given(student, "build_deep_model", DEEP_SHAPES)
    weights = draw_network(rng, DEEP_SHAPES, 0.2, 1.0)
    set_network(model, weights)
    celsius = float(rng.uniform(-60, 120))
    only_one_layer = (
        "Only build_model's single layer was looked at: ask the model itself, whatever its layers."
    )
    with recognize(NO_ARRAY | {r"unpack|ValueError|IndexError|TypeError": only_one_layer}):
        answer = call(student, "predict_fahrenheit", model, celsius)
    right = float(forward(weights, np.array([[celsius]]))[0, 0])
    kernel, bias = weights[0].ravel(), weights[1]
    parts = [*(kernel * celsius + bias), float(weights[4][0, 0] * celsius + weights[5][0])]
    expect_close(
        expect_number(answer),
        right,
        rtol=1e-3,
        mistakes={only_one_layer: lambda value: any(np.allclose(value, one) for one in parts)},
        problem="The answer is not that of the model.",
    )


@check("returns two numbers", question="inspect", read=SEQUENTIAL)
def inspect_gives_two_numbers(student):
    function = expect_function(student, "learned_line", ["model"])
    with recognize(NO_ARRAY | READING):
        answer = function(line_model(student, 1.8, 32.0))
    numbers(answer)
    remark_on_numbers(student, answer)


READING = {
    r"No such layer": (
        "The layer's name is another for each model: take it from `model.layers`, by its place."
    ),
    r"not enough values to unpack|list index out of range": (
        "The layer that you look at holds no numbers (an input does not): the Dense layer is the last one."
    ),
}


def numbers(answer):
    """Return slope and intercept."""
    if isinstance(answer, np.ndarray) and answer.shape == (2,):
        return expect_numbers(answer)
    return np.array([expect_number(one) for one in expect_items(answer, 2, names="slope, intercept")])


@check(
    "reads slope and intercept from the layer",
    question="inspect",
    points=2,
    after=inspect_gives_two_numbers,
    read=SEQUENTIAL,
)
def inspect_reads_the_layer(student, rng):
    model = line_model(student, 1.0, 0.0)
    # Of middle size, small, and large.
    low = np.array([[3, -90], [2e-3, 2e-3], [-900, 200]])
    high = np.array([[9, -60], [9e-3, 9e-3], [-200, 900]])
    for slope, intercept in rng.uniform(low, high):
        set_line(model, slope, intercept)
        with recognize(READING):
            answer = numbers(call(student, "learned_line", model))
        expect_close(
            answer,
            np.array([slope, intercept]),
            rtol=1e-4,
            mistakes={
                "intercept and slope: the slope, which is the weight, comes first": np.array(
                    [intercept, slope]
                ),
                "the rule itself, 1.8 and 32: read what the model has learned": np.array([1.8, 32.0]),
                "The slope is the model's answer to 1 °C: take the intercept off.": np.array(
                    [slope + intercept, intercept]
                ),
                "The numbers are rounded: return them as the layer has them.": (
                    lambda answer, both=(slope, intercept): any(
                        np.allclose(answer, np.round(both, places)) for places in range(5)
                    )
                ),
            },
            problem=f"The model's weight is {slope:.4g} and its bias {intercept:.4g}.",
        )
        expect_close(
            weights_of(model), np.array([slope, intercept]), problem="`learned_line` changed the model."
        )


@check("is a built Keras model of 4, 4 and 1 units", question="deep", read=SEQUENTIAL)
def deep_has_three_layers(student):
    expect_shapes(
        build(student, "build_deep_model"),
        DEEP_SHAPES,
        {
            "There are too many layers: it takes three Dense layers.": lambda found: len(found) > 6,
            "The layers do not have 4, 4 and 1 units, in this order.": lambda found: len(found) == 6,
            "The layers have no biases: leave out use_bias=False.": (
                lambda found: found == [shape for shape in DEEP_SHAPES if len(shape) == 2]
            ),
            "There are too few layers: it takes three Dense layers.": lambda found: 0 < len(found) < 6,
        },
    )


@check(
    "draws a line, without activations",
    question="deep",
    points=2,
    after=deep_has_three_layers,
    read=SEQUENTIAL,
)
def deep_is_still_a_line(student, rng):
    model = build(student, "build_deep_model")
    weights = draw_network(rng, DEEP_SHAPES, -1, 1)
    set_network(model, weights)
    linked = "The layers are linked with an activation ({}): leave it out, since the rule is a line."
    celsius = np.concatenate([CELSIUS, draw_celsius(rng)])
    line = forward(weights, celsius)
    bends = {
        "ReLU": lambda value: np.maximum(value, 0),
        "sigmoid": lambda value: 1 / (1 + np.exp(-value)),
        "tanh": np.tanh,
    }
    only_then = "In training the model does something else than afterwards (as Dropout does): leave that out."
    for training in (False, True):
        answer = model(tensor(celsius), training=training)
        expect_close(
            answer,
            line,
            rtol=1e-3,
            atol=1e-2,
            mistakes={linked.format(name): forward(weights, celsius, bend) for name, bend in bends.items()}
            | {"The last layer has an activation (ReLU): leave it out.": np.maximum(line, 0)}
            | ({only_then: lambda answer: answer.shape == line.shape} if training else {}),
            problem="The network does not draw the line that its weights and biases make.",
            picture=lambda answer=answer: plot_answers(CELSIUS, np.asarray(answer)[:7], line[:7]),
        )


@check(
    "makes a new network at every call, with random weights",
    question="deep",
    points=1,
    after=deep_is_still_a_line,
    read=SEQUENTIAL,
)
def deep_starts_anew(student, rng):
    expect_new_models(student, rng, "build_deep_model", DEEP_SHAPES)
