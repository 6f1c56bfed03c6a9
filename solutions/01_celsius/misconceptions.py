"""Wrong answers, each with the check that it must fail and what it must be told."""

from autograder.model import Misconception

TABLE = "[[-40], [-10], [0], [8], [15], [22], [38]]", "[[-40], [14], [32], [46], [59], [72], [100]]"


def _data(name, fails, says, celsius, fahrenheit):
    return Misconception(name, fails, says, f"def make_data():\n    return {celsius}, {fahrenheit}\n")


def _model(name, fails, says, *layers):
    code = f"def build_model():\n    return tf.keras.Sequential([{', '.join(layers)}])\n"
    return Misconception(name, fails, says, code)


def _deep(name, fails, says, *layers):
    code = f"def build_deep_model():\n    return tf.keras.Sequential([{', '.join((INPUT, *layers))}])\n"
    return Misconception(name, fails, says, code)


def _compile(name, fails, says, how, *, back="return model", rate="learning_rate=0.1"):
    code = f"def compile_model(model, {rate}):\n    model.compile({how})\n    {back}\n"
    return Misconception(name, fails, says, code)


def _train(name, fails, says, body):
    code = f"def train(model, celsius, fahrenheit, epochs=500):\n    {body}\n"
    return Misconception(name, fails, says, code)


def _predict(name, fails, says, body):
    return Misconception(name, fails, says, f"def predict_fahrenheit(model, celsius):\n    {body}\n")


def _inspect(name, fails, says, body):
    return Misconception(name, fails, says, f"def learned_line(model):\n    {body}\n")


INPUT, DENSE = "tf.keras.Input(shape=(1,))", "tf.keras.layers.Dense(1)"
ADAM, MSE = "optimizer=tf.keras.optimizers.Adam(learning_rate)", "loss='mean_squared_error'"
CELSIUS, FAHRENHEIT = (f"np.array({column}, dtype=np.float32)" for column in TABLE)
ASKED = "model.predict(np.array([[celsius]], dtype=np.float32), verbose=0)"

MISCONCEPTIONS = (
    _data(
        "flat arrays",
        "data_has_the_right_form",
        "a flat row of seven numbers",
        f"{CELSIUS}.ravel()",
        f"{FAHRENHEIT}.ravel()",
    ),
    _data(
        "one example of seven features",
        "data_has_the_right_form",
        "one example with seven features",
        f"{CELSIUS}.T",
        f"{FAHRENHEIT}.T",
    ),
    _data(
        "double precision",
        "data_has_the_right_form",
        "float64, which NumPy makes",
        f"{CELSIUS}.astype(float)",
        f"{FAHRENHEIT}.astype(float)",
    ),
    _data(
        "whole numbers",
        "data_has_the_right_form",
        "whole numbers, which NumPy makes",
        f"np.array({TABLE[0]})",
        f"np.array({TABLE[1]})",
    ),
    _data(
        "features and labels swapped in the data",
        "data_holds_the_readings",
        "Features and labels are swapped",
        FAHRENHEIT,
        CELSIUS,
    ),
    _data(
        "labels computed with the rule",
        "data_holds_the_readings",
        "computed with the rule",
        CELSIUS,
        f"(1.8 * {CELSIUS} + 32).astype(np.float32)",
    ),
    _data(
        "readings in another order",
        "data_holds_the_readings",
        "the readings in another order",
        f"{CELSIUS}[::-1]",
        f"{FAHRENHEIT}[::-1]",
    ),
    _model("a model without its input", "model_has_two_parameters", "not built yet", DENSE),
    _model("two units", "model_has_two_parameters", "more than one unit", INPUT, "tf.keras.layers.Dense(2)"),
    _model(
        "no bias",
        "model_has_two_parameters",
        "has no bias",
        INPUT,
        "tf.keras.layers.Dense(1, use_bias=False)",
    ),
    _model(
        "seven features",
        "model_has_two_parameters",
        "more than one feature",
        "tf.keras.Input(shape=(7,))",
        DENSE,
    ),
    _model("two layers", "model_has_two_parameters", "more than one layer", INPUT, DENSE, DENSE),
    Misconception(
        "a model that is not returned",
        "model_has_two_parameters",
        "does the function end with `return`",
        f"def build_model():\n    model = tf.keras.Sequential([{INPUT}, {DENSE}])\n",
    ),
    _model(
        "ReLU on the output",
        "model_draws_a_line",
        "cannot say −40",
        INPUT,
        "tf.keras.layers.Dense(1, activation='relu')",
    ),
    _model(
        "sigmoid on the output",
        "model_draws_a_line",
        "A sigmoid keeps every answer between 0 and 1",
        INPUT,
        DENSE,
        "tf.keras.layers.Activation('sigmoid')",
    ),
    _model(
        "dropout",
        "model_is_nothing_but_a_line",
        "as Dropout does",
        INPUT,
        "tf.keras.layers.Dropout(0.5)",
        DENSE,
    ),
    _compile(
        "compiled but not returned",
        "compile_returns_the_model",
        "`model.compile` changes the model and returns None",
        f"{ADAM}, {MSE}",
        back="return None",
    ),
    Misconception(
        "not compiled",
        "compile_returns_the_model",
        "Call `model.compile(…)`",
        "def compile_model(model, learning_rate=0.1):\n    return model\n",
    ),
    _compile(
        "mean absolute error",
        "compile_uses_the_mean_squared_error",
        "the mean absolute error",
        f"{ADAM}, loss='mean_absolute_error'",
    ),
    _compile("no loss", "compile_uses_the_mean_squared_error", "The model has no loss", ADAM),
    _compile(
        "the default learning rate",
        "compile_uses_adam",
        "default learning rate of 0.001",
        f"optimizer='adam', {MSE}",
    ),
    _compile(
        "stochastic gradient descent",
        "compile_uses_adam",
        "grows until it is nan",
        f"optimizer=tf.keras.optimizers.SGD(learning_rate), {MSE}",
    ),
    _compile(
        "a learning rate written into the code",
        "compile_takes_the_rate",
        "The learning rate 0.1 is written into the code",
        f"optimizer=tf.keras.optimizers.Adam(0.1), {MSE}",
    ),
    _compile(
        "another default of the learning rate",
        "compile_uses_adam",
        "the default of compile_model is 0.1",
        f"{ADAM}, {MSE}",
        rate="learning_rate=0.01",
    ),
    _compile(
        "accuracy of a regression",
        "compile_asks_for_no_accuracy",
        "Accuracy is for classes",
        f"{ADAM}, {MSE}, metrics=['accuracy']",
    ),
    _compile(
        "a loss computed by NumPy",
        "compile_makes_the_steps",
        "The loss has left TensorFlow",
        "optimizer=tf.keras.optimizers.Adam(learning_rate), "
        "loss=lambda labels, answers: np.mean((labels - answers) ** 2)",
    ),
    _train(
        "training without its history",
        "train_returns_the_history",
        "return what `model.fit` returns",
        "model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)",
    ),
    _train(
        "the dictionary of the history",
        "train_returns_the_history",
        "the dictionary inside the History",
        "return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0).history",
    ),
    _train(
        "the model instead of the history",
        "train_returns_the_history",
        "That is the model",
        "model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)\n    return model",
    ),
    _train(
        "epochs left to Keras",
        "train_returns_the_history",
        "The number of epochs is the argument",
        "return model.fit(celsius, fahrenheit, verbose=0)",
    ),
    _train(
        "a progress bar",
        "train_is_silent",
        "hand verbose=0",
        "return model.fit(celsius, fahrenheit, epochs=epochs)",
    ),
    _train(
        "a batch size of one",
        "train_updates_once_a_batch",
        "The batch size is 1",
        "return model.fit(celsius, fahrenheit, epochs=epochs, batch_size=1, verbose=0)",
    ),
    _train(
        "all examples in one batch",
        "train_updates_once_a_batch",
        "One update an epoch",
        "return model.fit(celsius, fahrenheit, epochs=epochs, batch_size=len(celsius), verbose=0)",
    ),
    _train(
        "always the seven readings",
        "train_updates_once_a_batch",
        "train on the examples that are handed in",
        "return model.fit(*make_data(), epochs=epochs, verbose=0)",
    ),
    _train(
        "compiled anew for training",
        "train_updates_once_a_batch",
        "The function compiles the model anew",
        "model.compile(optimizer='adam', loss='mse')\n"
        "    return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)",
    ),
    _train(
        "features and labels swapped in training",
        "train_learns_another_line",
        "Features and labels are swapped",
        "return model.fit(fahrenheit, celsius, epochs=epochs, verbose=0)",
    ),
    _train(
        "losses in degrees Fahrenheit",
        "train_returns_its_losses",
        "the roots of the losses",
        "history = model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)\n"
        "    history.history['loss'] = [loss**0.5 for loss in history.history['loss']]\n"
        "    return history",
    ),
    _predict(
        "a list for predict",
        "predict_gives_one_float",
        "Keras 3 refuses a plain list",
        "return float(model.predict([celsius], verbose=0)[0, 0])",
    ),
    _predict(
        "an array of one answer", "predict_gives_one_float", "An array of one element", f"return {ASKED}"
    ),
    _predict(
        "a NumPy number", "predict_gives_one_float", "A NumPy or TensorFlow number", f"return {ASKED}[0, 0]"
    ),
    _predict(
        "a number without its row",
        "predict_gives_one_float",
        "one temperature has the shape (1, 1)",
        "return float(model.predict(np.array(celsius), verbose=0)[0, 0])",
    ),
    _predict(
        "the rule instead of the model",
        "predict_asks_the_model",
        "the rule itself",
        "return 1.8 * celsius + 32.0",
    ),
    _predict(
        "always the boiling point",
        "predict_asks_the_model",
        "what the model says for 100 °C",
        f"celsius = 100.0\n    return float({ASKED}[0, 0])",
    ),
    _predict(
        "a prediction by the layer's own two numbers",
        "deep_answers_through_predict",
        "Only build_model's single layer",
        "weight, bias = model.get_weights()\n    return float(weight[0, 0] * celsius + bias[0])",
    ),
    _inspect(
        "arrays instead of floats",
        "inspect_gives_two_floats",
        "An array of one element",
        "return tuple(model.layers[-1].get_weights())",
    ),
    _inspect(
        "intercept before slope",
        "inspect_reads_the_layer",
        "intercept and slope",
        "weight, bias = model.layers[-1].get_weights()\n    return float(bias[0]), float(weight[0, 0])",
    ),
    _inspect(
        "the rule instead of what was learned",
        "inspect_reads_the_layer",
        "the rule itself",
        "return 1.8, 32.0",
    ),
    _deep(
        "two layers only",
        "deep_has_three_layers",
        "There are too few layers",
        "tf.keras.layers.Dense(4)",
        DENSE,
    ),
    _deep(
        "one unit too many",
        "deep_has_three_layers",
        "do not have 4, 4 and 1 units",
        "tf.keras.layers.Dense(4)",
        "tf.keras.layers.Dense(5)",
        DENSE,
    ),
    _deep(
        "layers linked with ReLU",
        "deep_is_still_a_line",
        "linked with an activation (ReLU)",
        "tf.keras.layers.Dense(4, activation='relu')",
        "tf.keras.layers.Dense(4, activation='relu')",
        DENSE,
    ),
    _deep(
        "layers linked with tanh",
        "deep_is_still_a_line",
        "linked with an activation (tanh)",
        "tf.keras.layers.Dense(4, activation='tanh')",
        "tf.keras.layers.Dense(4, activation='tanh')",
        DENSE,
    ),
)
