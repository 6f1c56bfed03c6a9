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
        "The numbers are float64",
        f"{CELSIUS}.astype(float)",
        f"{FAHRENHEIT}.astype(float)",
    ),
    _data(
        "whole numbers",
        "data_has_the_right_form",
        "The numbers are whole numbers",
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
        "a batch size of one",
        "train_updates_once_a_batch",
        "The batch size is 1",
        "return model.fit(celsius, fahrenheit, epochs=epochs, batch_size=1, verbose=0)",
    ),
    _train(
        "all examples in one batch",
        "train_updates_once_a_batch",
        "One update per epoch",
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
    _predict(
        "a list for predict",
        "predict_gives_one_number",
        "Keras 3 refuses a plain list",
        "return float(model.predict([celsius], verbose=0)[0, 0])",
    ),
    _predict(
        "an array of one answer", "predict_gives_one_number", "An array of one element", f"return {ASKED}"
    ),
    _predict(
        "a number without its row",
        "predict_gives_one_number",
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
    _inspect(
        "arrays instead of floats",
        "inspect_gives_two_numbers",
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
    _data(
        "a minus sign lost",
        "data_holds_the_readings",
        "The minus signs are not those",
        f"abs({CELSIUS})",
        FAHRENHEIT,
    ),
    _data(
        "labels computed with the rule and cut off",
        "data_holds_the_readings",
        "decimals are cut off",
        CELSIUS,
        f"np.floor(1.8 * {CELSIUS} + 32).astype(np.float32)",
    ),
    Misconception(
        "what add returns",
        "model_has_two_parameters",
        "`model.add` changes the model and returns nothing",
        "def build_model():\n    model = tf.keras.Sequential()\n"
        f"    model = model.add({INPUT})\n    model = model.add({DENSE})\n    return model\n",
    ),
    Misconception(
        "what the last add returns",
        "model_has_two_parameters",
        "it stands on a line of its own",
        "def build_model():\n"
        f"    model = tf.keras.Sequential([{INPUT}])\n    model = model.add({DENSE})\n    return model\n",
    ),
    Misconception(
        "layers without their list",
        "model_has_two_parameters",
        "takes one list of layers",
        f"def build_model():\n    return tf.keras.Sequential({INPUT}, {DENSE})\n",
    ),
    _model(
        "a shape that is a number",
        "model_has_two_parameters",
        "A shape is a tuple",
        "tf.keras.Input(1)",
        DENSE,
    ),
    _model(
        "an input that is not called", "model_has_two_parameters", "is no layer yet", "tf.keras.Input", DENSE
    ),
    Misconception(
        "a constructor of another name",
        "model_has_two_parameters",
        "two underscores on each side",
        "class Line(tf.keras.Model):\n    def _init_(self):\n        super().__init__()\n"
        f"        self.unit = {DENSE}\n\n    def call(self, inputs):\n        return self.unit(inputs)\n\n\n"
        "def build_model():\n    model = Line()\n    model(tf.zeros((1, 1)))\n    return model\n",
    ),
    Misconception(
        "a layer without self",
        "model_has_two_parameters",
        "is written with `self.` before it",
        "class Line(tf.keras.Model):\n    def __init__(self):\n        super().__init__()\n"
        f"        self.unit = {DENSE}\n\n    def call(self, inputs):\n        return unit(inputs)\n\n\n"
        "def build_model():\n    model = Line()\n    model(tf.zeros((1, 1)))\n    return model\n",
    ),
    _model(
        "answers kept below a thousand",
        "model_is_nothing_but_a_line",
        "Somewhere the model leaves the line",
        INPUT,
        "tf.keras.layers.Dense(1, activation=lambda answer: tf.clip_by_value(answer, -1000.0, 1000.0))",
    ),
    Misconception(
        "one model for all",
        "model_starts_anew",
        "so that each call gives new ones",
        f"made = tf.keras.Sequential([{INPUT}, {DENSE}])\n\n\ndef build_model():\n    return made\n",
    ),
    Misconception(
        "one layer for all models",
        "model_starts_anew",
        "so that each call gives new ones",
        f"unit = {DENSE}\n\n\ndef build_model():\n    return tf.keras.Sequential([{INPUT}, unit])\n",
    ),
    _model(
        "a weight that starts at zero",
        "model_starts_anew",
        "Leave out kernel_initializer",
        INPUT,
        "tf.keras.layers.Dense(1, kernel_initializer='zeros')",
    ),
    _model(
        "a bias that starts at its goal",
        "model_starts_anew",
        "Leave out bias_initializer",
        INPUT,
        "tf.keras.layers.Dense(1, bias_initializer=tf.keras.initializers.Constant(32.0))",
    ),
    _compile(
        "half the squared error",
        "compile_uses_the_mean_squared_error",
        "half the mean squared error",
        f"optimizer=tf.keras.optimizers.Adam(learning_rate), {MSE}, loss_weights=0.5",
    ),
    _compile(
        "the Huber loss",
        "compile_uses_the_mean_squared_error",
        "the Huber loss",
        "optimizer=tf.keras.optimizers.Adam(learning_rate), loss='huber'",
    ),
    _compile(
        "the squares added up",
        "compile_uses_the_mean_squared_error",
        "the sum of the squared errors",
        "optimizer=tf.keras.optimizers.Adam(learning_rate), "
        "loss=lambda labels, answers: tf.reduce_sum((labels - answers) ** 2)",
    ),
    _compile(
        "a power written with ^",
        "compile_uses_the_mean_squared_error",
        "no power in Python",
        "optimizer=tf.keras.optimizers.Adam(learning_rate), "
        "loss=lambda labels, answers: tf.reduce_mean((labels - answers) ^ 2)",
    ),
    _compile(
        "a rate called lr",
        "compile_returns_the_model",
        "Keras 3 calls the rate learning_rate",
        f"optimizer=tf.keras.optimizers.Adam(lr=learning_rate), {MSE}",
    ),
    _compile(
        "an optimizer of Keras 2",
        "compile_returns_the_model",
        "has no `optimizers.legacy` any more",
        f"optimizer=tf.keras.optimizers.legacy.Adam(learning_rate), {MSE}",
    ),
    Misconception(
        "one optimizer for all models",
        "compile_takes_the_rate",
        "Two models share one optimizer",
        "adam = tf.keras.optimizers.Adam()\n\n\ndef compile_model(model, learning_rate=0.1):\n"
        "    adam.learning_rate = learning_rate\n"
        f"    model.compile(optimizer=adam, {MSE})\n    return model\n",
    ),
    _compile(
        "a rate that decays",
        "compile_takes_the_rate",
        "changes during the training",
        "optimizer=tf.keras.optimizers.Adam(tf.keras.optimizers.schedules.ExponentialDecay("
        f"learning_rate, 100, 0.96, staircase=True)), {MSE}",
    ),
    _compile(
        "clipped gradients",
        "compile_uses_adam",
        "The gradients are clipped",
        f"optimizer=tf.keras.optimizers.Adam(learning_rate, clipnorm=1.0), {MSE}",
    ),
    _compile(
        "weights that decay",
        "compile_uses_adam",
        "AdamW, which makes weights smaller",
        f"optimizer=tf.keras.optimizers.AdamW(learning_rate), {MSE}",
    ),
    Misconception(
        "compiled only once",
        "compile_takes_the_rate",
        "compile it at every call",
        "def compile_model(model, learning_rate=0.1):\n    if not model.compiled:\n"
        f"        model.compile({ADAM}, {MSE})\n    return model\n",
    ),
    _compile(
        "a loss that NumPy computes",
        "compile_makes_the_steps",
        "The loss has left TensorFlow",
        "optimizer=tf.keras.optimizers.Adam(learning_rate), "
        "loss=lambda labels, answers: np.mean((labels - answers) ** 2)",
    ),
    _train(
        "epochs left to Keras",
        "train_counts_the_epochs",
        "`epochs` is not used",
        "return model.fit(celsius, fahrenheit, verbose=0)",
    ),
    _train(
        "always 500 epochs",
        "train_counts_the_epochs",
        "`epochs` is not used",
        "return model.fit(celsius, fahrenheit, epochs=500, verbose=0)",
    ),
    _train(
        "a loop over 201 epochs",
        "train_counts_the_epochs",
        "`epochs` is not used",
        "for _ in range(201):\n        history = model.fit(celsius, fahrenheit, verbose=0)\n"
        "    return history",
    ),
    _train(
        "never more than 500 epochs",
        "train_counts_the_epochs",
        "a limit to the number of epochs",
        "return model.fit(celsius, fahrenheit, epochs=min(epochs, 500), verbose=0)",
    ),
    Misconception(
        "another default of the epochs",
        "train_counts_the_epochs",
        "500 epochs are the default",
        "def train(model, celsius, fahrenheit, epochs=50):\n"
        "    return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)\n",
    ),
    _train(
        "early stopping",
        "train_counts_the_epochs",
        "Leave out EarlyStopping",
        "stop = tf.keras.callbacks.EarlyStopping(monitor='loss', patience=20)\n"
        "    return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0, callbacks=[stop])",
    ),
    Misconception(
        "stopping where the loss is small",
        "train_returns_the_history",
        "Training ends early",
        "class Stop(tf.keras.callbacks.Callback):\n    def on_epoch_end(self, epoch, logs=None):\n"
        "        self.model.stop_training = epoch > 1 and logs['loss'] < 1\n\n\n"
        "def train(model, celsius, fahrenheit, epochs=500):\n"
        "    return model.fit(celsius, fahrenheit, epochs=epochs, verbose=0, callbacks=[Stop()])\n",
    ),
    _train(
        "the history of the last epoch",
        "train_returns_the_history",
        "Only the last epoch is in the History",
        "for _ in range(epochs):\n        history = model.fit(celsius, fahrenheit, verbose=0)\n"
        "    return history",
    ),
    _train(
        "examples held back",
        "train_updates_once_a_batch",
        "Some examples are left out",
        "return model.fit(celsius, fahrenheit, epochs=epochs, validation_split=0.2, verbose=0)",
    ),
    _train(
        "the last short batch dropped",
        "train_updates_once_a_batch",
        "Some examples are left out",
        "examples = tf.data.Dataset.from_tensor_slices((celsius, fahrenheit))\n"
        "    examples = examples.batch(32, drop_remainder=len(celsius) > 32)\n"
        "    return model.fit(examples, epochs=epochs, verbose=0)",
    ),
    _train(
        "losses in degrees Fahrenheit",
        "train_returns_its_losses",
        "the roots of the losses",
        "history = model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)\n"
        "    history.history['loss'] = [loss**0.5 for loss in history.history['loss']]\n"
        "    return history",
    ),
    _train(
        "features and labels swapped in training",
        "train_returns_its_losses",
        "Features and labels are swapped",
        "return model.fit(fahrenheit, celsius, epochs=epochs, verbose=0)",
    ),
    _train(
        "whole degrees in training",
        "train_updates_once_a_batch",
        "keep the decimals of the examples",
        "return model.fit(celsius.astype(int), fahrenheit, epochs=epochs, verbose=0)",
    ),
    _train(
        "labels in another order",
        "train_returns_its_losses",
        "train on them as they are",
        "order = np.random.permutation(len(celsius))\n"
        "    return model.fit(celsius[order], fahrenheit, epochs=epochs, verbose=0)",
    ),
    _train(
        "the first thousand examples",
        "train_learns_another_line",
        "go through all the examples",
        "return model.fit(celsius[:1000], fahrenheit[:1000], epochs=epochs, verbose=0)",
    ),
    _predict(
        "a rounded answer",
        "predict_asks_the_model",
        "The answer is rounded",
        f"return round(float({ASKED}[0, 0]), 2)",
    ),
    _predict(
        "whole degrees only",
        "predict_asks_the_model",
        "keep the decimals",
        f"celsius = int(celsius)\n    return float({ASKED}[0, 0])",
    ),
    Misconception(
        "an answer remembered",
        "predict_asks_the_model",
        "from before the model was changed",
        "import functools\n\n\n@functools.cache\ndef predict_fahrenheit(model, celsius):\n"
        f"    return float({ASKED}[0, 0])\n",
    ),
    _predict(
        "a prediction by the layer's own two numbers",
        "predict_asks_any_model",
        "Only build_model's single layer",
        "weight, bias = model.get_weights()\n    return float(weight[0, 0] * celsius + bias[0])",
    ),
    _inspect(
        "a layer by its name",
        "inspect_gives_two_numbers",
        "The layer's name is another for each model",
        "weight, bias = model.get_layer('unit').get_weights()\n    return weight[0, 0], bias[0]",
    ),
    _inspect(
        "rounded numbers",
        "inspect_reads_the_layer",
        "The numbers are rounded",
        "weight, bias = model.layers[-1].get_weights()\n"
        "    return round(float(weight[0, 0]), 2), round(float(bias[0]), 2)",
    ),
    _inspect(
        "the answer to one degree as slope",
        "inspect_reads_the_layer",
        "take the intercept off",
        "intercept, slope = model.predict(np.array([[0.0], [1.0]]), verbose=0)[:, 0]\n"
        "    return slope, intercept",
    ),
    _deep(
        "no biases in the deep network",
        "deep_has_three_layers",
        "have no biases",
        *(f"tf.keras.layers.Dense({units}, use_bias=False)" for units in (4, 4, 1)),
    ),
    _deep(
        "dropout in the deep network",
        "deep_is_still_a_line",
        "as Dropout does",
        "tf.keras.layers.Dense(4)",
        "tf.keras.layers.Dropout(0.5)",
        "tf.keras.layers.Dense(4)",
        DENSE,
    ),
    _deep(
        "weights that all start at one",
        "deep_starts_anew",
        "Leave out kernel_initializer",
        *(f"tf.keras.layers.Dense({units}, kernel_initializer='ones')" for units in (4, 4, 1)),
    ),
    Misconception(
        "one deep network for all",
        "deep_starts_anew",
        "so that each call gives new ones",
        "import functools\n\n\n@functools.cache\ndef build_deep_model():\n"
        f"    units = [tf.keras.layers.Dense(units) for units in (4, 4, 1)]\n"
        f"    return tf.keras.Sequential([{INPUT}, *units])\n",
    ),
    _model(
        "a frozen layer",
        "model_starts_anew",
        "cannot be trained",
        INPUT,
        "tf.keras.layers.Dense(1, trainable=False)",
    ),
    _model(
        "a penalty for large weights",
        "model_starts_anew",
        "adds to the loss",
        INPUT,
        "tf.keras.layers.Dense(1, kernel_regularizer='l2')",
    ),
    _train(
        "rounded losses",
        "train_returns_its_losses",
        "The losses are rounded",
        "history = model.fit(celsius, fahrenheit, epochs=epochs, verbose=0)\n"
        "    history.history['loss'] = [round(loss, 3) for loss in history.history['loss']]\n"
        "    return history",
    ),
    Misconception(
        "a copy trained",
        "train_updates_once_a_batch",
        "The model was not trained at all",
        "def train(model, celsius, fahrenheit, epochs=500):\n"
        "    other = tf.keras.models.clone_model(model)\n"
        "    other.compile(optimizer='adam', loss='mse')\n"
        "    return other.fit(celsius, fahrenheit, epochs=epochs, verbose=0)\n",
    ),
)
