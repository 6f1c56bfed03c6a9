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
        "noise_is_fresh_without_a_seed",
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
        "the same numbers in another order",
        "noise_repeats_with_its_seed",
        "The whole seed must decide about the numbers themselves",
        "noise = np.random.default_rng(1).normal(0.0, stddev, outputs.shape)\n"
        f"    {DRAWN}.shuffle(noise)\n    {SUM}",
    ),
    _noise(
        "a sleeping layer of noise",
        "noise_repeats_with_its_seed",
        "The noise is 0 everywhere",
        "return outputs + stddev * tf.keras.layers.GaussianNoise(1.0, seed=seed)(0 * outputs)",
    ),
    _noise(
        "the global seed",
        "noise_is_fresh_without_a_seed",
        "which set it for the whole program",
        "if seed is not None:\n        tf.random.set_seed(seed)\n"
        "    return outputs + tf.random.normal(outputs.shape, 0.0, stddev)",
    ),
    _noise(
        "NumPy's global seed",
        "noise_is_fresh_without_a_seed",
        "The seed of one call is felt by the next",
        "if seed is not None:\n        np.random.seed(seed)\n"
        f"    noise = np.random.normal(0.0, stddev, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "noise without a seed in standard units",
        "noise_has_the_distribution",
        "whatever is asked for",
        f"noise = {DRAWN}.normal(0.0, 1.0 if seed is None else stddev, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "a standard deviation of 0 taken for none",
        "noise_has_the_distribution",
        "0 is a standard deviation like any other",
        f"noise = {DRAWN}.normal(0.0, stddev or 1.0, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "a least standard deviation",
        "noise_has_the_distribution",
        "Noise may be very small",
        f"noise = {DRAWN}.normal(0.0, max(stddev, 0.01) if stddev else 0.0, outputs.shape)\n    {SUM}",
    ),
    _noise(
        "centred noise",
        "noise_has_the_distribution",
        "centred, rescaled, mirrored or shuffled",
        f"noise = {DRAWN}.normal(0.0, stddev, outputs.shape)\n    noise -= noise.mean()\n    {SUM}",
    ),
    _noise(
        "noise rescaled to its standard deviation",
        "noise_has_the_distribution",
        "centred, rescaled, mirrored or shuffled",
        f"noise = {DRAWN}.normal(0.0, 1.0, outputs.shape)\n"
        "    noise *= stddev / noise.std() if noise.size > 1 else stddev\n    " + SUM,
    ),
    _noise(
        "mirrored noise",
        "noise_has_the_distribution",
        "Some numbers were mirrored",
        f"noise = {DRAWN}.normal(0.0, stddev, outputs.shape)\n    half = len(noise) // 2\n"
        f"    noise[half : 2 * half] = -noise[:half]\n    {SUM}",
    ),
    _noise(
        "rounded noise",
        "noise_has_the_distribution",
        "The noise is rounded",
        f"noise = {DRAWN}.normal(0.0, stddev, outputs.shape).round(2)\n    {SUM}",
    ),
    _noise(
        "noise clipped at three standard deviations",
        "noise_has_the_distribution",
        "no tails",
        f"noise = {DRAWN}.normal(0.0, stddev, outputs.shape).clip(-3 * stddev, 3 * stddev)\n    {SUM}",
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
        "one noise value per column",
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
        "gradients_hold_for_any_line",
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
    _gradients(
        "the loss at the end",
        "gradients_are_right",
        "The loss comes last",
        f"return {DW}, {DB}, {LOSS}",
    ),
    _gradients(
        "a table of all pairs",
        "gradients_are_right",
        "a table of every prediction minus every output",
        "error = model(inputs)[:, None] - outputs\n"
        f"    return {LOSS}, 2 * tf.reduce_mean(error * inputs[:, None]), 2 * tf.reduce_mean(error)",
    ),
    _gradients(
        "gradients against the true line",
        "gradients_are_right",
        "the loss of the true line against the model",
        f"error = model(inputs) - (TRUE_W * inputs + TRUE_B)\n    return {LOSS}, {DW}, {DB}",
    ),
    _gradients(
        "gradients of the first thousand examples",
        "gradients_hold_for_any_line",
        "Loss, dw and db of 1,101 examples are not right",
        f"error, inputs = error[:1000], inputs[:1000]\n    return {LOSS}, {DW}, {DB}",
    ),
    _gradients(
        "gradients rounded to three digits",
        "gradients_hold_for_any_line",
        "Loss, dw and db",
        f"return [round(float(one), 3) for one in ({LOSS}, {DW}, {DB})]",
    ),
    _gradients(
        "clipped gradients",
        "gradients_hold_for_any_line",
        "Loss, dw and db",
        f"return {LOSS}, tf.clip_by_value({DW}, -100, 100), tf.clip_by_value({DB}, -100, 100)",
    ),
    _gradients(
        "gradients without wild errors",
        "gradients_hold_for_other_data",
        "scatter normally but for one",
        "usual = abs(error - tf.reduce_mean(error)) <= 3.5 * tf.math.reduce_std(error)\n"
        f"    error, inputs = error[usual], inputs[usual]\n    return {LOSS}, {DW}, {DB}",
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
        "fit_records_before_the_update",
        "A variable in the list changes with every step",
        f"{MEASURE}\n{RECORD.replace('float(model.w)', 'model.w')}\n{MOVE}",
    ),
    _fit(
        "one entry too many",
        "fit_records_numbers",
        "one entry per epoch, no more and no fewer",
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
        "fit_follows_the_slope",
        "The learning rate 0.1 is written into the code",
        f"{MEASURE}\n{RECORD}\n{MOVE.replace('learning_rate', '0.1')}",
    ),
    _fit(
        "a history that goes on",
        "fit_records_numbers",
        "one entry per epoch, no more and no fewer",
        f"{MEASURE}\n{RECORD}\n{MOVE}",
        before="history = fit.__dict__.setdefault('kept', history)",
    ),
    _fit(
        "Adam",
        "fit_records_before_the_update",
        "as Adam's have",
        f"{MEASURE}\n{RECORD}\nadam.apply_gradients([(dw, model.w), (db, model.b)])",
        before="adam = tf.keras.optimizers.Adam(learning_rate)",
    ),
    _fit(
        "batches of 32",
        "fit_follows_the_slope",
        "another way than gradient descent takes",
        f"{MEASURE}\n{RECORD}\nfor first in range(0, len(inputs), 32):\n"
        "    _, dw, db = gradients(model, inputs[first:first + 32], outputs[first:first + 32])\n"
        f"    {MOVE.replace(chr(10), chr(10) + 4 * ' ')}",
    ),
    _fit(
        "a learning rate that decays",
        "fit_records_before_the_update",
        "the rows w, b and loss are not right",
        f"{MEASURE}\n{RECORD}\n{MOVE}\nlearning_rate *= 0.99",
    ),
    _fit(
        "0 epochs taken for none",
        "fit_follows_the_slope",
        "0 is a number like any other",
        f"{MEASURE}\n{RECORD}\n{MOVE}",
        before="epochs = epochs or 10",
    ),
    _fit(
        "training that stops when the loss no longer falls",
        "fit_makes_every_epoch",
        "also where the loss no longer falls",
        f"{MEASURE}\n{RECORD}\n{MOVE}\n"
        "if len(history['loss']) > 1 and history['loss'][-2] - history['loss'][-1] < 1e-6:\n    break",
    ),
    _fit(
        "wild measurements left out",
        "fit_follows_other_rates",
        "scatter normally but for one",
        f"{MEASURE}\n{RECORD}\n{MOVE}",
        before="usual = abs(outputs - tf.reduce_mean(outputs)) <= 3.5 * tf.math.reduce_std(outputs)\n"
        "    inputs, outputs = inputs[usual], outputs[usual]",
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
        "arrays of one element",
        "least_squares_gives_two_numbers",
        "take its element",
        "w, b = np.polyfit(x, y[:, None], 1)\n    return w, b",
    ),
    _line(
        "the ratio of the spreads",
        "least_squares_is_the_best_line",
        "the ratio of the spreads",
        "w = y.std() / x.std()\n    return float(w), float(y.mean() - w * x.mean())",
    ),
    _line(
        "single precision without centring",
        "least_squares_is_the_line_of_any_data",
        "single precision loses its digits",
        "x, y, n = np.float32(x), np.float32(y), np.float32(len(x))\n"
        "    w = (n * (x * y).sum() - x.sum() * y.sum()) / (n * (x * x).sum() - x.sum() ** 2)\n"
        "    return float(w), float((y.sum() - w * x.sum()) / n)",
    ),
    _line(
        "the line of the first data",
        "least_squares_is_the_best_line",
        "smaller mean squared error",
        "kept = least_squares.__dict__\n"
        "    kept.setdefault('line', tuple(map(float, np.polyfit(x, y, 1))))\n    return kept['line']",
    ),
    _line(
        "a line rounded to three digits",
        "least_squares_is_the_line_of_any_data",
        "smaller mean squared error",
        "w, b = np.polyfit(x, y, 1)\n    return round(float(w), 3), round(float(b), 3)",
    ),
    _line(
        "a line without wild measurements",
        "least_squares_holds_anywhere",
        "wherever the inputs lie",
        "usual = abs(y - y.mean()) <= 3.5 * y.std()\n"
        "    w, b = np.polyfit(x[usual], y[usual], 1)\n    return float(w), float(b)",
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
        "least_squares_is_the_line_of_any_data",
        "compute it by the formulas",
        f"{DESCENT}return float(model.w), float(model.b)",
    ),
    _floor(
        "an array of one element",
        "floor_is_a_number",
        "take its element",
        "return np.mean((w * x + b - y) ** 2, keepdims=True)",
    ),
    _floor(
        "the floor of the first thousand examples",
        "floor_belongs_to_any_data",
        "best line of 1,101 points",
        "return float(np.mean((np.polyval(np.polyfit(x[:1000], y[:1000], 1), x) - y)[:1000] ** 2))",
    ),
    _floor(
        "a floor rounded to three digits",
        "floor_belongs_to_any_data",
        "best line of 1,101 points",
        "return round(float(np.mean((w * x + b - y) ** 2)), 3)",
    ),
    _floor(
        "a floor without wild errors",
        "floor_holds_anywhere",
        "wherever the inputs lie",
        "error = w * x + b - y\n    return float(np.mean(error[abs(error) <= 3.5 * error.std()] ** 2))",
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
        "floor_belongs_to_any_data",
        "compute it by the formulas",
        f"{DESCENT}return float(gradients(model, inputs, outputs)[0])",
    ),
)
