"""Wrong answers, each with the check that it must fail and what it must be told."""

from autograder.model import Misconception


def _noise(name, fails, says, body):
    code = f"def add_noise(outputs, stddev=1.0, seed=None):\n    {body}\n"
    return Misconception(name, fails, says, code)


def _gradients(name, fails, says, answer):
    code = f"def gradients(model, inputs, outputs):\n    error = model(inputs) - outputs\n    {answer}\n"
    return Misconception(name, fails, says, code)


def _fit(name, fails, says, body, *, before="", after="", rate=0.1):
    code = f"""
def fit(model, inputs, outputs, epochs=10, learning_rate={rate}):
    history = {{"w": [], "b": [], "loss": []}}
    {before or "pass"}
    for _ in range(epochs):
        {body.replace(chr(10), chr(10) + 8 * " ")}
    {after or "pass"}
    return history
"""
    return Misconception(name, fails, says, code)


def _line(name, fails, says, body):
    code = f"""
def least_squares(inputs, outputs):
    x, y = np.asarray(inputs, dtype=np.float64), np.asarray(outputs, dtype=np.float64)
    {body}
"""
    return Misconception(name, fails, says, code)


def _floor(name, fails, says, body):
    code = f"""
def best_possible_loss(inputs, outputs):
    x, y = np.asarray(inputs, dtype=np.float64), np.asarray(outputs, dtype=np.float64)
    w, b = least_squares(inputs, outputs)
    {body}
"""
    return Misconception(name, fails, says, code)


DRAWN = "np.random.default_rng(seed)"
SUM = "return outputs + tf.cast(noise, outputs.dtype)"
MEASURE = "loss, dw, db = gradients(model, inputs, outputs)"
RECORD = "\n".join(
    f'history["{name}"].append(float({value}))'
    for name, value in (("w", "model.w"), ("b", "model.b"), ("loss", "loss"))
)
MOVE = "model.w.assign_sub(learning_rate * dw)\nmodel.b.assign_sub(learning_rate * db)"
LOSS, DW, DB = "tf.reduce_mean(error**2)", "2 * tf.reduce_mean(error * inputs)", "2 * tf.reduce_mean(error)"
DESCENT = "model = Model()\n    fit(model, inputs, outputs, epochs=400)\n    "

MISCONCEPTIONS = (
    _noise(
        "noise in double precision",
        "noise_keeps_the_form",
        "convert to the dtype of the outputs",
        f"return np.asarray(outputs) + {DRAWN}.normal(0.0, stddev, outputs.shape)",
    ),
    _noise(
        "a seed for each operation only",
        "noise_repeats_with_its_seed",
        "as tf.random.normal does",
        "return outputs + tf.random.normal(outputs.shape, stddev=stddev, seed=seed)",
    ),
    _noise(
        "the seed left unused",
        "noise_repeats_with_its_seed",
        "the seed is not used",
        "return outputs + tf.random.normal(outputs.shape, stddev=stddev)",
    ),
    _noise(
        "one seed for all",
        "noise_repeats_with_its_seed",
        "does not depend on the seed",
        f"noise = np.random.default_rng(1).normal(0.0, stddev, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "no seed taken for seed 0",
        "noise_repeats_with_its_seed",
        "drawn afresh in each call",
        f"noise = np.random.default_rng(seed or 0).normal(0.0, stddev, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "seed 0 taken for none",
        "noise_repeats_with_its_seed",
        "0 is a seed like any other",
        f"noise = np.random.default_rng(seed or None).normal(0.0, stddev, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "the standard deviation as variance",
        "noise_has_the_distribution",
        "used as the variance",
        f"noise = {DRAWN}.normal(0.0, stddev**0.5, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "the variance as standard deviation",
        "noise_has_the_distribution",
        "came out squared",
        f"noise = {DRAWN}.normal(0.0, stddev**2, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "one noise value for all",
        "noise_has_the_distribution",
        "One noise value stands for all",
        f"noise = {DRAWN}.normal(0.0, stddev)\n    {SUM}",
    ),
    _noise(
        "one noise value a column",
        "noise_has_the_distribution",
        "comes again along an axis",
        f"noise = {DRAWN}.normal(0.0, stddev, outputs.shape[-1:])\n    {SUM}",
    ),
    _noise(
        "standard deviation 1 always",
        "noise_has_the_distribution",
        "whatever is asked for",
        f"noise = {DRAWN}.normal(size=outputs.shape)\n    {SUM}",
    ),
    _noise(
        "uniform noise",
        "noise_has_the_distribution",
        "uniform noise",
        f"noise = {DRAWN}.uniform(-(3**0.5) * stddev, 3**0.5 * stddev, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "noise that multiplies",
        "noise_has_the_distribution",
        "The noise depends on the outputs",
        f"noise = {DRAWN}.normal(0.0, stddev, outputs.shape) * (1 + np.abs(outputs))\n    {SUM}",
    ),
    _noise(
        "noise with a mean of its own",
        "noise_has_the_distribution",
        "The mean of the noise must be 0",
        f"noise = {DRAWN}.normal(0.5, stddev, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "truncated noise",
        "noise_has_the_distribution",
        "no tails",
        "pair = [seed, 1] if seed is not None else np.random.randint(0, 2**31, 2)\n"
        "    return outputs + tf.random.stateless_truncated_normal(outputs.shape, seed=pair, stddev=stddev)",
    ),
    _noise(
        "noise that drifts",
        "noise_has_the_distribution",
        "depends on that of its neighbour",
        f"noise = np.cumsum({DRAWN}.normal(0.0, stddev, outputs.shape)).reshape(outputs.shape)\n    {SUM}",
    ),
    Misconception(
        "half the standard deviation by default",
        "noise_has_the_distribution",
        "The default of `stddev` is 1.0",
        "def add_noise(outputs, stddev=0.5, seed=None):\n"
        f"    noise = {DRAWN}.normal(0.0, stddev, outputs.shape)\n    {SUM}\n",
    ),
    _gradients(
        "one gradient for each example",
        "gradients_gives_three_numbers",
        "one number for each example",
        f"return {LOSS}, 2 * error * inputs, 2 * error",
    ),
    _gradients(
        "four examples always",
        "gradients_hold_for_other_data",
        "The number of examples is written into the code",
        "return (\n        tf.reduce_sum(error**2) / 4,\n        tf.reduce_sum(error * inputs) / 2,"
        "\n        tf.reduce_sum(error) / 2,\n    )",
    ),
    Misconception(
        "two questions to one tape",
        "gradients_gives_three_numbers",
        "One tape answers once",
        """
def gradients(model, inputs, outputs):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(inputs) - outputs))
    return loss, tape.gradient(loss, model.w), tape.gradient(loss, model.b)
""",
    ),
    _gradients(
        "derivatives without the factor 2",
        "gradients_are_right",
        "without the factor 2",
        f"return {LOSS}, tf.reduce_mean(error * inputs), tf.reduce_mean(error)",
    ),
    _gradients(
        "half the squared error",
        "gradients_are_right",
        "half the mean squared error",
        f"return {LOSS} / 2, tf.reduce_mean(error * inputs), tf.reduce_mean(error)",
    ),
    _gradients(
        "the sum of the squared errors",
        "gradients_are_right",
        "the sum over the examples",
        "return tf.reduce_sum(error**2), 2 * tf.reduce_sum(error * inputs), 2 * tf.reduce_sum(error)",
    ),
    _gradients(
        "sums of derivatives",
        "gradients_are_right",
        "The derivatives are sums over the examples",
        f"return {LOSS}, 2 * tf.reduce_sum(error * inputs), 2 * tf.reduce_sum(error)",
    ),
    _gradients("db before dw", "gradients_are_right", "in each other's place", f"return {LOSS}, {DB}, {DW}"),
    _gradients(
        "the error with the wrong sign",
        "gradients_are_right",
        "the wrong sign",
        f"return {LOSS}, -{DW}, -{DB}",
    ),
    _gradients(
        "the mean absolute error",
        "gradients_are_right",
        "the mean absolute error",
        "sign = tf.sign(error)\n    "
        "return tf.reduce_mean(abs(error)), tf.reduce_mean(sign * inputs), tf.reduce_mean(sign)",
    ),
    _gradients(
        "gradients that also update",
        "gradients_leave_the_model",
        "The function also updates the model",
        f"dw, db = {DW}, {DB}\n    model.w.assign_sub(0.1 * dw)\n    model.b.assign_sub(0.1 * db)\n"
        f"    return {LOSS}, dw, db",
    ),
    _fit(
        "variables in the history",
        "fit_records_floats",
        "A variable in the list changes with every step",
        f"{MEASURE}\n{RECORD.replace('float(model.w)', 'model.w')}\n{MOVE}",
    ),
    _fit(
        "one entry too many",
        "fit_records_floats",
        "one entry an epoch, no more and no fewer",
        f"{MEASURE}\n{RECORD}\n{MOVE}",
        after=f"{MEASURE}\n    {RECORD.replace(chr(10), chr(10) + 4 * ' ')}",
    ),
    _fit(
        "noise redrawn each epoch",
        "fit_adds_no_noise",
        "Noise is added to the outputs within `fit`",
        f"loss, dw, db = gradients(model, inputs, add_noise(outputs))\n{RECORD}\n{MOVE}",
    ),
    _fit(
        "noise on the inputs",
        "fit_adds_no_noise",
        "Noise is added to the inputs within `fit`",
        f"{MEASURE}\n{RECORD}\n{MOVE}",
        before="inputs = add_noise(inputs)",
    ),
    _fit(
        "recorded after the update",
        "fit_records_before_the_update",
        "the history recorded after each update",
        f"{MEASURE}\n{MOVE}\nloss, _, _ = gradients(model, inputs, outputs)\n{RECORD}",
    ),
    _fit(
        "w and b recorded after the update",
        "fit_records_before_the_update",
        "w and b recorded after the update, the loss before",
        f"{MEASURE}\n{MOVE}\n{RECORD}",
    ),
    _fit(
        "a step without learning rate",
        "fit_records_before_the_update",
        "without the learning rate",
        f"{MEASURE}\n{RECORD}\nmodel.w.assign_sub(dw)\nmodel.b.assign_sub(db)",
    ),
    _fit(
        "uphill",
        "fit_records_before_the_update",
        "The loss grows",
        f"{MEASURE}\n{RECORD}\n{MOVE.replace('assign_sub', 'assign_add')}",
    ),
    _fit(
        "another default of the learning rate",
        "fit_records_before_the_update",
        "the default is 0.1",
        f"{MEASURE}\n{RECORD}\n{MOVE}",
        rate=0.01,
    ),
    _fit(
        "a model that stays where it is",
        "fit_records_before_the_update",
        "The model did not move",
        f"{MEASURE}\n{RECORD}",
    ),
    _fit(
        "a copy of the model",
        "fit_trains_the_model",
        "train it, and not a copy",
        f"{MEASURE}\n{RECORD}\n{MOVE}",
        before="model = Model(float(model.w), float(model.b))",
    ),
    _fit(
        "no update after the last record",
        "fit_trains_the_model",
        "one update too few",
        f"{MEASURE}\n{RECORD}\nif len(history['w']) == epochs:\n    break\n{MOVE}",
    ),
    _fit(
        "a learning rate written into the code",
        "fit_follows_other_rates",
        "The learning rate 0.1 is written into the code",
        f"{MEASURE}\n{RECORD}\n{MOVE.replace('learning_rate', '0.1')}",
    ),
    _fit(
        "training from the start anew",
        "fit_adds_no_noise",
        "The model was set back",
        f"{MEASURE}\n{RECORD}\n{MOVE}",
        before="model.w.assign(5.0)\n    model.b.assign(0.0)",
    ),
    _fit(
        "training that ends early",
        "fit_reaches_the_best_line",
        "ends before all epochs",
        f"{MEASURE}\n{RECORD}\nif len(history['w']) <= 20:\n    {MOVE.replace(chr(10), chr(10) + 4 * ' ')}",
    ),
    _line(
        "arrays instead of floats",
        "least_squares_gives_two_floats",
        "A NumPy or TensorFlow number",
        "return tuple(np.polyfit(x, y, 1))",
    ),
    _line(
        "b before w",
        "least_squares_is_the_best_line",
        "b and w: the slope w comes first",
        "w, b = np.polyfit(x, y, 1)\n    return float(b), float(w)",
    ),
    _line(
        "through the origin",
        "least_squares_is_the_best_line",
        "through the origin",
        "return float(np.sum(x * y) / np.sum(x * x)), 0.0",
    ),
    _line(
        "centring forgotten",
        "least_squares_is_the_best_line",
        "Centring was forgotten",
        "w = np.sum(x * y) / np.sum(x * x)\n    return float(w), float(y.mean() - w * x.mean())",
    ),
    _line(
        "centring forgotten below the fraction",
        "least_squares_is_the_best_line",
        "Centring was forgotten",
        "w = np.mean((x - x.mean()) * (y - y.mean())) / np.mean(x**2)\n"
        "    return float(w), float(y.mean() - w * x.mean())",
    ),
    _line(
        "the true line",
        "least_squares_is_the_best_line",
        "the true line of the story",
        "return 3.0, 2.0",
    ),
    _line(
        "divided by the spread of the outputs",
        "least_squares_is_the_best_line",
        "predicts inputs from outputs",
        "w = np.mean((x - x.mean()) * (y - y.mean())) / np.var(y)\n"
        "    return float(w), float(y.mean() - w * x.mean())",
    ),
    _line(
        "two ways to divide",
        "least_squares_is_the_best_line",
        "both by the same",
        "w = np.cov(x, y)[0, 1] / np.var(x)\n    return float(w), float(y.mean() - w * x.mean())",
    ),
    _line(
        "a shift with the wrong sign",
        "least_squares_is_the_best_line",
        "b = ȳ − w · x̄",
        "w, b = np.polyfit(x, y, 1)\n    return float(w), float(-b)",
    ),
    _line(
        "descent instead of the formula",
        "least_squares_holds_anywhere",
        "compute it by the formulas",
        f"{DESCENT}return float(model.w), float(model.b)",
    ),
    _floor(
        "an array instead of a float",
        "floor_is_a_float",
        "A NumPy or TensorFlow number",
        "return np.mean((w * x + b - y) ** 2)",
    ),
    _floor(
        "measured against the true line",
        "floor_belongs_to_the_best_line",
        "the loss of the true line",
        "return float(np.mean((3 * x + 2 - y) ** 2))",
    ),
    _floor(
        "the sum of the errors",
        "floor_belongs_to_the_best_line",
        "the sum of the squared errors",
        "return float(np.sum((w * x + b - y) ** 2))",
    ),
    _floor(
        "the root of the floor",
        "floor_belongs_to_the_best_line",
        "leave out the root",
        "return float(np.sqrt(np.mean((w * x + b - y) ** 2)))",
    ),
    _floor(
        "errors that are not squared",
        "floor_belongs_to_the_best_line",
        "square the errors before you average",
        "return float(np.mean(w * x + b - y))",
    ),
    _floor(
        "an unbiased estimate of the noise",
        "floor_belongs_to_the_best_line",
        "divided by n − 2",
        "return float(np.sum((w * x + b - y) ** 2) / (len(x) - 2))",
    ),
    _floor(
        "the variance of the outputs",
        "floor_belongs_to_the_best_line",
        "the loss of a level line",
        "return float(np.var(y))",
    ),
    _floor(
        "the loss after a descent",
        "floor_holds_anywhere",
        "compute it by the formulas",
        f"{DESCENT}return float(gradients(model, inputs, outputs)[0])",
    ),
)
