"""Wrong answers, each with the check that it must fail and words that it must be told."""

from autograder.model import Misconception

_LOAD = """
def load_csv(path, batch_size=32):
    table = np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.float32)
    features, labels = table[:, :4], table[:, 4].astype(np.int32)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(batch_size)
"""


def _load(name, says, old, new, fails="load_gives_batches"):
    """Return a misconception that changes one thing in reading the file."""
    assert old in _LOAD, old
    return Misconception(name, fails, says, _LOAD.replace(old, new))


LOAD = (
    _load(
        "stacked along axis 0",
        "Stacked along axis 0",
        ".batch(batch_size)",
        ".batch(batch_size).map(lambda x, y: (tf.stack(tf.unstack(x, axis=1), axis=0), y))",
    ),
    _load("header read", "The header is read as if it were a flower", ", skiprows=1", ""),
    _load(
        "header read as nan",
        "The header is read as if it were a flower",
        'np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.float32)',
        'np.nan_to_num(np.genfromtxt(path, delimiter=",", dtype=np.float32), nan=0.0)',
    ),
    _load("first flower taken for the header", "The first flower is missing", "skiprows=1", "skiprows=2"),
    _load("endless", "The data never ends", ".batch(batch_size)", ".repeat().batch(batch_size)"),
    _load(
        "short batch dropped",
        "The short last batch is missing",
        ".batch(batch_size)",
        ".batch(batch_size, drop_remainder=True)",
    ),
    _load("batch size written in", "not put into batches of batch_size", ".batch(batch_size)", ".batch(32)"),
    _load("single rows", "The rows are not put into batches", ".batch(batch_size)", ""),
    _load(
        "labels one-hot",
        "One-hot",
        "table[:, 4].astype(np.int32)",
        "tf.one_hot(table[:, 4].astype(np.int32), 3)",
    ),
    _load("labels as floats", "so whole numbers", ".astype(np.int32)", ""),
    _load("labels in a column", "The labels stand in a column", "table[:, 4]", "table[:, 4:]"),
    _load("features float64", "float64, which NumPy makes", "np.float32", "np.float64"),
    _load("species among the features", "it is the label", "table[:, :4]", "table"),
    _load(
        "columns reordered",
        "another order than in the file",
        "table[:, :4]",
        "table[:, [2, 3, 0, 1]]",
        "load_gives_every_row",
    ),
    _load(
        "shuffled apart",
        "Features and labels are shuffled apart",
        "    return",
        "    np.random.shuffle(labels)\n    return",
        "load_gives_every_row",
    ),
    _load(
        "rows drawn with repetition",
        "Some rows come twice",
        "    features,",
        "    table = table[np.random.randint(0, len(table), len(table))]\n    features,",
        "load_gives_every_row",
    ),
    _load(
        "another default batch size",
        "a batch has 32 rows",
        "batch_size=32",
        "batch_size=20",
        "load_gives_every_row",
    ),
    Misconception(
        "dictionary of columns",
        "load_gives_batches",
        "a dictionary of columns",
        """
def load_csv(path, batch_size=32):
    return tf.data.experimental.make_csv_dataset(
        str(path), batch_size, label_name="species", num_epochs=1, shuffle=False)
""",
    ),
    _load("methods of a Path", "no methods of a pathlib.Path", "np.loadtxt(path,", "np.loadtxt(path.open(),"),
    _load(
        "path not used",
        "Another file than the one handed over",
        "np.loadtxt(path,",
        'np.loadtxt(DATA / "iris_training.csv",',
    ),
    _load(
        "standardized",
        "The lengths are rescaled",
        "    features,",
        "    lengths = table[:, :4]\n"
        "    table[:, :4] = (lengths - lengths.mean(axis=0)) / lengths.std(axis=0)\n    features,",
        "load_gives_every_row",
    ),
    _load(
        "the first hundred flowers",
        "not cut as they should be",
        "skiprows=1",
        "skiprows=1, max_rows=100",
        "load_gives_every_row",
    ),
    Misconception(
        "the first file for all calls",
        "load_gives_every_row",
        "Another file than the one handed over",
        """
_tables = []

def load_csv(path, batch_size=32):
    if not _tables:
        _tables.append(np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.float32))
    features, labels = _tables[0][:, :4], _tables[0][:, 4].astype(np.int32)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(batch_size)
""",
    ),
    Misconception(
        "a generator",
        "load_can_be_repeated",
        "used up after one pass",
        """
def load_csv(path, batch_size=32):
    table = np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.float32)
    for start in range(0, len(table), batch_size):
        rows = table[start : start + batch_size]
        yield rows[:, :4], rows[:, 4].astype(np.int32)
""",
    ),
)


def _model(name, says, hidden='"relu"', second='"relu"', end="None", extra="", fails="model_gives_logits"):
    """Return a misconception about the layers."""
    code = f"""
def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(4,)),
        tf.keras.layers.Dense(10, activation={hidden}),
        tf.keras.layers.Dense(10, activation={second}),{extra}
        tf.keras.layers.Dense(3, activation={end}),
    ])
"""
    return Misconception(name, fails, says, code)


MODEL = (
    _model("softmax at the end", "the answer of a softmax at the end", end='"softmax"'),
    _model("ReLU at the end", "A ReLU at the end", end='"relu"'),
    _model("no activations", "Without activations", hidden="None", second="None"),
    _model("one activation", "give one to the second", second="None"),
    _model("the other activation", "give one to the first", hidden="None"),
    _model("tanh", "The hidden layers have tanh", hidden='"tanh"', second='"tanh"'),
    _model("dropout", "such as Dropout", extra="\n        tf.keras.layers.Dropout(0.5),"),
    Misconception(
        "one hidden layer",
        "model_has_193_parameters",
        "one hidden layer of 10",
        """
def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(4,)), tf.keras.layers.Dense(10, activation="relu"), tf.keras.layers.Dense(3)])
""",
    ),
    Misconception(
        "one output",
        "model_has_193_parameters",
        "each of the three species needs a number of its own",
        """
def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(4,)), tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(10, activation="relu"), tf.keras.layers.Dense(1)])
""",
    ),
    Misconception(
        "not built",
        "model_has_193_parameters",
        "It is not built",
        """
def build_model():
    return tf.keras.Sequential([
        tf.keras.layers.Dense(10, activation="relu"), tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(3)])
""",
    ),
    Misconception(
        "weights start at zero",
        "model_is_new",
        "so its units stay alike",
        """
def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(4,)),
        tf.keras.layers.Dense(10, activation="relu", kernel_initializer="zeros"),
        tf.keras.layers.Dense(10, activation="relu", kernel_initializer="zeros"),
        tf.keras.layers.Dense(3, kernel_initializer="zeros"),
    ])
""",
    ),
    Misconception(
        "one model for all calls",
        "model_is_new",
        "Each call gives the same model",
        """
_model = tf.keras.Sequential([
    tf.keras.Input(shape=(4,)), tf.keras.layers.Dense(10, activation="relu"),
    tf.keras.layers.Dense(10, activation="relu"), tf.keras.layers.Dense(3)])

def build_model():
    return _model
""",
    ),
    Misconception(
        "layers not in a list",
        "model_has_193_parameters",
        "Sequential takes one list of layers",
        """
def build_model():
    return tf.keras.Sequential(
        tf.keras.Input(shape=(4,)), tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(3))
""",
    ),
    Misconception(
        "shape as a number",
        "model_has_193_parameters",
        "A shape is a tuple",
        """
def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(4), tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(10, activation="relu"), tf.keras.layers.Dense(3)])
""",
    ),
    Misconception(
        "_init_ with single underscores",
        "model_has_193_parameters",
        "`__init__` has two underscores on either side",
        """
class Network(tf.keras.Model):
    def _init_(self):
        super()._init_()
        self.first = tf.keras.layers.Dense(10, activation="relu")
        self.second = tf.keras.layers.Dense(10, activation="relu")
        self.last = tf.keras.layers.Dense(3)

    def call(self, inputs):
        return self.last(self.second(self.first(inputs)))

def build_model():
    model = Network()
    model(tf.zeros((1, 4)))
    return model
""",
    ),
    Misconception(
        "model not returned",
        "model_has_193_parameters",
        "does `build_model` end with `return`",
        """
build_rightly = build_model

def build_model():
    model = build_rightly()
""",
    ),
)


def _loss(name, says, body, fails="loss_is_the_mean_cross_entropy"):
    """Return a misconception about the loss."""
    return Misconception(name, fails, says, f"def loss(model, features, labels, training):\n{body}")


_LOGITS = "    logits = model(features, training=training)\n"
_SPARSE = "tf.keras.losses.sparse_categorical_crossentropy"

LOSS = (
    _loss(
        "logits taken for probabilities",
        "Logits are taken for probabilities",
        _LOGITS + "    return tf.keras.losses.SparseCategoricalCrossentropy()(labels, logits)\n",
    ),
    _loss(
        "softmax twice",
        "Softmax twice",
        _LOGITS + "    p = tf.exp(logits) / tf.reduce_sum(tf.exp(logits), axis=1, keepdims=True)\n"
        f"    return tf.reduce_mean({_SPARSE}(labels, p, from_logits=True))\n",
    ),
    _loss(
        "sum of the losses",
        "the sum over the flowers",
        _LOGITS + f"    return tf.reduce_sum({_SPARSE}(labels, logits, from_logits=True))\n",
    ),
    _loss(
        "one loss a flower",
        "one loss per flower",
        _LOGITS + f"    return {_SPARSE}(labels, logits, from_logits=True)\n",
    ),
    _loss(
        "sign forgotten",
        "the negative of the loss",
        _LOGITS + "    return tf.reduce_mean(tf.gather(tf.nn.log_softmax(logits), labels, batch_dims=1))\n",
    ),
    _loss(
        "categorical with numbers",
        "use the sparse categorical cross-entropy",
        _LOGITS + "    return tf.keras.losses.CategoricalCrossentropy(from_logits=True)(labels, logits)\n",
    ),
    _loss(
        "training not passed on",
        "training does not reach the model",
        f"    return tf.reduce_mean({_SPARSE}(labels, model(features), from_logits=True))\n",
        "loss_passes_training_on",
    ),
    _loss(
        "always training",
        "training is always True",
        f"    return tf.reduce_mean({_SPARSE}(labels, model(features, training=True), from_logits=True))\n",
        "loss_passes_training_on",
    ),
    _loss(
        "probabilities cut",
        "cut at 1e-7",
        _LOGITS + "    p = tf.exp(logits - tf.reduce_max(logits, axis=1, keepdims=True))\n"
        "    p = p / tf.reduce_sum(p, axis=1, keepdims=True)\n"
        f"    return tf.reduce_mean({_SPARSE}(labels, p))\n",
    ),
    _loss(
        "labels and logits swapped",
        "Labels and logits are swapped",
        _LOGITS
        + "    return tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(logits, labels)\n",
    ),
    _loss(
        "divided by 32",
        "The sum is divided by 32",
        _LOGITS + f"    return tf.reduce_sum({_SPARSE}(labels, logits, from_logits=True)) / 32\n",
    ),
    _loss(
        "loss of the first flower",
        "the loss of the first flower alone",
        _LOGITS + f"    return {_SPARSE}(labels, logits, from_logits=True)[0]\n",
    ),
    _loss(
        "a loss that has left TensorFlow",
        "The loss has left TensorFlow",
        _LOGITS + f"    return {_SPARSE}(labels, logits, from_logits=True).numpy().mean()\n",
        "loss_can_be_followed",
    ),
    _loss(
        "a tensor made of a number",
        "The loss has left TensorFlow",
        _LOGITS + f"    return tf.constant({_SPARSE}(labels, logits, from_logits=True).numpy().mean())\n",
        "loss_can_be_followed",
    ),
)


def _grad(name, says, body, fails="grad_has_the_right_form"):
    """Return a misconception about the gradients."""
    return Misconception(name, fails, says, f"def grad(model, features, labels):\n{body}")


_TAPE = "    with tf.GradientTape() as tape:\n        value = loss(model, features, labels, training=True)\n"
_UNSEEN = (
    "    with tf.GradientTape() as tape:\n        logits = {logits}\n"
    "        value = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, logits)\n"
    "    return value, tape.gradient(value, model.trainable_variables)\n"
)

GRAD = (
    _grad(
        "predict inside the tape",
        "A gradient is None",
        _UNSEEN.format(logits="model.predict(np.asarray(features), verbose=0)"),
    ),
    _grad(
        "argmax inside the tape",
        "through `model.predict` and argmax nothing",
        "    with tf.GradientTape() as tape:\n        answers = tf.argmax(model(features), axis=1)\n"
        "        wrong = tf.reduce_mean(tf.cast(answers != tf.cast(labels, tf.int64), tf.float32))\n"
        "    return loss(model, features, labels, True), tape.gradient(wrong, model.trainable_variables)\n",
    ),
    _grad(
        "loss outside the tape",
        "A gradient is None",
        "    with tf.GradientTape() as tape:\n        model(features)\n"
        "    value = loss(model, features, labels, training=True)\n"
        "    return value, tape.gradient(value, model.trainable_variables)\n",
    ),
    _grad(
        "loss as a number",
        "The loss has left TensorFlow",
        "    with tf.GradientTape() as tape:\n"
        "        value = float(loss(model, features, labels, training=True))\n"
        "    return value, tape.gradient(value, model.trainable_variables)\n",
    ),
    _grad(
        "gradients alone",
        "2 things: the loss and the gradients",
        _TAPE + "    return tape.gradient(value, model.trainable_variables)\n",
    ),
    _grad(
        "gradients first",
        "The two stand in the other order",
        _TAPE + "    return tape.gradient(value, model.trainable_variables), value\n",
    ),
    _grad(
        "kernels only",
        "one gradient per trainable variable",
        _TAPE + "    return value, tape.gradient(value, [one for one in model.trainable_variables[::2]])\n",
    ),
    _grad(
        "update included",
        "It makes the update, too",
        _TAPE + "    gradients = tape.gradient(value, model.trainable_variables)\n"
        "    for variable, gradient in zip(model.trainable_variables, gradients):\n"
        "        variable.assign_sub(0.01 * gradient)\n    return value, gradients\n",
        "grad_changes_nothing",
    ),
    _grad(
        "gradients of a model at rest",
        "gradients are computed with training=True",
        _TAPE.replace("training=True", "training=False")
        + "    return value, tape.gradient(value, model.trainable_variables)\n",
        "grad_is_part_of_training",
    ),
    _grad(
        "model called without training",
        "gradients are computed with training=True",
        _UNSEEN.format(logits="model(features)"),
        "grad_is_part_of_training",
    ),
    _grad(
        "gradient of the sum",
        "the gradient of the sum",
        "    with tf.GradientTape() as tape:\n        value = loss(model, features, labels, training=True)\n"
        "        total = value * len(labels)\n"
        "    return value, tape.gradient(total, model.trainable_variables)\n",
        "grad_is_right",
    ),
    _grad(
        "gradients clipped",
        "the gradient, clipped",
        _TAPE + "    gradients = tape.gradient(value, model.trainable_variables)\n"
        "    return value, tf.clip_by_global_norm(gradients, 1.0)[0]\n",
        "grad_is_right",
    ),
    _grad(
        "gradients of all variables",
        "Those that are not trained are among them",
        _TAPE + "    return value, tape.gradient(value, model.variables)\n",
        "grad_is_part_of_training",
    ),
    _grad(
        "gradient turned",
        "the gradient with its sign turned",
        _TAPE + "    return value, [-one for one in tape.gradient(value, model.trainable_variables)]\n",
        "grad_is_right",
    ),
)

_TRAIN = """
def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        losses, shares, rows = [], [], []
        for features, labels in dataset:
            value, gradients = grad(model, features, labels)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            answers = tf.argmax(model(features), axis=1)
            losses.append(float(value))
            shares.append(float(np.mean(np.equal(answers, labels))))
        history["loss"].append(np.mean(losses))
        history["accuracy"].append(np.mean(shares))
    return history
"""


def _train(name, says, fails, *changes):
    """Return a misconception that changes the loop."""
    code = _TRAIN
    for old, new in changes:
        assert old in code, old
        code = code.replace(old, new)
    return Misconception(name, fails, says, code)


_APPLY = "            optimizer.apply_gradients(zip(gradients, model.trainable_variables))\n"
_SHARE = "float(np.mean(np.equal(answers, labels)))"
_DIARY = (
    '        history["loss"].append(np.mean(losses))\n        history["accuracy"].append(np.mean(shares))\n'
)

TRAIN = (
    _train(
        "one entry per batch",
        "One entry per batch",
        "train_records_each_epoch",
        (_DIARY, '        history["loss"] += losses\n        history["accuracy"] += shares\n'),
    ),
    _train(
        "no accuracy",
        'The history has no "accuracy"',
        "train_records_each_epoch",
        ('"accuracy": []', '"acc": []'),
        ('history["accuracy"]', 'history["acc"]'),
    ),
    _train(
        "epochs written in",
        "does not have one number per epoch",
        "train_records_each_epoch",
        ("range(epochs)", "range(3)"),
    ),
    _train("another default of epochs", "makes 201 epochs", "train_makes_every_epoch", ("=201", "=200")),
    _train(
        "argmax over the wrong axis",
        "take argmax along axis 1",
        "train_records_each_epoch",
        ("axis=1", "axis=0"),
    ),
    _train(
        "gradients not applied",
        "hand the gradients to the optimizer",
        "train_follows_the_optimizer",
        (_APPLY, ""),
    ),
    _train(
        "step by hand",
        "The optimizer is passed by",
        "train_follows_the_optimizer",
        (
            _APPLY,
            "            for v, g in zip(model.trainable_variables, gradients):\n"
            "                v.assign_sub(optimizer.learning_rate * g)\n",
        ),
    ),
    _train(
        "own optimizer",
        "An optimizer of its own",
        "train_follows_the_optimizer",
        ("    history =", "    optimizer = tf.keras.optimizers.SGD(0.01)\n    history ="),
    ),
    _train(
        "one step per epoch",
        "One step per epoch: each batch makes one",
        "train_follows_the_optimizer",
        (_APPLY, ""),
        (_DIARY, _DIARY + _APPLY[4:]),
    ),
    _train(
        "first epoch only",
        "Only one epoch is trained",
        "train_follows_the_optimizer",
        ("range(epochs):", "range(epochs):\n        first = not history['loss']"),
        (_APPLY, "            if first:\n    " + _APPLY),
    ),
    _train(
        "short batch left out",
        "The short last batch makes no step",
        "train_follows_the_optimizer",
        (_APPLY, "            if len(labels) in (2, 3, 10, 16):\n    " + _APPLY),
    ),
    _train(
        "uphill",
        "It goes uphill",
        "train_follows_the_optimizer",
        ("zip(gradients,", "zip([-one for one in gradients],"),
    ),
    _train(
        "loss of the last batch",
        "the number of the last batch alone",
        "train_keeps_a_diary",
        ("np.mean(losses)", "losses[-1]"),
    ),
    _train(
        "sum of the losses of the batches",
        "the sum over the batches",
        "train_keeps_a_diary",
        ("np.mean(losses)", "np.sum(losses)"),
    ),
    _train(
        "loss over all epochs so far",
        "Earlier epochs are averaged in",
        "train_keeps_a_diary",
        ("        losses, shares, rows = [], [], []\n", "        shares = []\n"),
        ("    for _ in range", "    losses = []\n    for _ in range"),
    ),
    _train(
        "accuracy of the last batch",
        "the number of the last batch alone",
        "train_keeps_a_diary",
        ("np.mean(shares)", "shares[-1]"),
    ),
    _train(
        "accuracy over all epochs so far",
        "Earlier epochs are averaged in",
        "train_keeps_a_diary",
        ("        losses, shares, rows = [], [], []\n", "        losses = []\n"),
        ("    for _ in range", "    shares = []\n    for _ in range"),
    ),
    _train(
        "accuracy in percent",
        "a percentage",
        "train_keeps_a_diary",
        ("np.mean(shares)", "100 * np.mean(shares)"),
    ),
    _train(
        "accuracy swapped with answers",
        "Labels and answers are swapped",
        "train_keeps_a_diary",
        (_SHARE, "float(np.mean(tf.keras.metrics.sparse_categorical_accuracy(answers, labels)))"),
    ),
    _train(
        "accuracy swapped with logits",
        "Labels and logits are swapped",
        "train_keeps_a_diary",
        (_SHARE, "float(np.mean(tf.keras.metrics.sparse_categorical_accuracy(model(features), labels)))"),
    ),
    _train(
        "share of wrong answers",
        "the share of wrong answers",
        "train_keeps_a_diary",
        ("np.mean(shares)", "1 - np.mean(shares)"),
    ),
    _train(
        "stops when the loss is small",
        "Training stops before the last epoch",
        "train_makes_every_epoch",
        (_DIARY, _DIARY + "        if history['loss'][-1] < 0.1:\n            break\n"),
    ),
    _train(
        "stops when the accuracy is good",
        "Training stops before the last epoch",
        "train_makes_every_epoch",
        (_DIARY, _DIARY + "        if history['accuracy'][-1] > 0.95:\n            break\n"),
    ),
    _train(
        "201 epochs written in",
        "`epochs` is not used",
        "train_records_each_epoch",
        ("range(epochs)", "range(201)"),
    ),
    _train(
        "one history for all calls",
        "begin each call with empty lists",
        "train_follows_the_optimizer",
        ("def train", 'history = {"loss": [], "accuracy": []}\n\ndef train'),
        ('    history = {"loss": [], "accuracy": []}\n    for', "    for"),
    ),
    _train(
        "lr instead of learning_rate",
        "is called `learning_rate`",
        "train_records_each_epoch",
        ("    history =", "    optimizer = tf.keras.optimizers.Adam(lr=0.01)\n    history ="),
    ),
    _train(
        "legacy optimizer",
        "no optimizers.legacy",
        "train_records_each_epoch",
        ("    history =", "    optimizer = tf.keras.optimizers.legacy.SGD(0.01)\n    history ="),
    ),
    _train(
        "gradients and variables not in pairs",
        "The optimizer takes pairs",
        "train_records_each_epoch",
        ("zip(gradients, model.trainable_variables)", "gradients, model.trainable_variables"),
    ),
    _train(
        "variables before gradients",
        "the gradient comes first",
        "train_records_each_epoch",
        ("zip(gradients, model.trainable_variables)", "zip(model.trainable_variables, gradients)"),
    ),
    _train(
        "the wrong metric",
        "The wrong metric",
        "train_keeps_a_diary",
        (
            _SHARE,
            "float(np.mean(tf.keras.metrics.categorical_accuracy(labels, model(features))))",
        ),
    ),
    Misconception(
        "a graph for all optimizers",
        "train_follows_the_optimizer",
        "make the `tf.function` inside of `train`",
        """
@tf.function
def step(model, features, labels, optimizer):
    value, gradients = grad(model, features, labels)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return value

def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for _ in range(epochs):
        losses = [float(step(model, features, labels, optimizer)) for features, labels in dataset]
        history["loss"].append(np.mean(losses))
        history["accuracy"].append(evaluate(model, dataset))
    return history
""",
    ),
)

_EVALUATE = """
def evaluate(model, dataset):
    right = total = 0
    shares = []
    for features, labels in dataset:
        hits = np.equal(np.argmax(model(features), axis=1), labels)
        right, total = right + hits.sum(), total + len(hits)
        shares.append(hits.mean())
    return float(right / total)
"""


def _evaluate(name, says, old, new, fails="evaluate_is_the_share"):
    """Return a misconception about the examination."""
    assert old in _EVALUATE, old
    return Misconception(name, fails, says, _EVALUATE.replace(old, new))


_SWAPPED = """
def evaluate(model, dataset):
    accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
    for features, labels in dataset:
        accuracy.update_state({first}, labels)
    return float(accuracy.result())
"""

EVALUATE = (
    _evaluate(
        "wrong answers counted",
        "the share of wrong answers",
        "float(right / total)",
        "1 - float(right / total)",
    ),
    _evaluate("percentage", "a percentage", "float(right / total)", "100 * float(right / total)"),
    _evaluate("answers not divided", "divide by all", "float(right / total)", "float(right)"),
    _evaluate("test argmax over the wrong axis", "take argmax along axis 1", "axis=1", "axis=0"),
    Misconception(
        "evaluate swaps logits",
        "evaluate_is_the_share",
        "Labels and logits are swapped",
        _SWAPPED.format(first="model(features)"),
    ),
    Misconception(
        "evaluate swaps answers",
        "evaluate_is_the_share",
        "Labels and answers are swapped",
        _SWAPPED.format(first="tf.argmax(model(features), axis=1)"),
    ),
    Misconception(
        "evaluate with the metric for one-hot labels",
        "evaluate_is_the_share",
        "The wrong metric",
        """
def evaluate(model, dataset):
    accuracy = tf.keras.metrics.CategoricalAccuracy()
    for features, labels in dataset:
        accuracy.update_state(labels, model(features))
    return float(accuracy.result())
""",
    ),
    Misconception(
        "one metric for all examinations",
        "evaluate_is_the_share",
        "Flowers of an earlier call are counted in",
        """
accuracy = tf.keras.metrics.SparseCategoricalAccuracy()

def evaluate(model, dataset):
    for features, labels in dataset:
        accuracy.update_state(labels, model(features))
    return float(accuracy.result())
""",
    ),
    Misconception(
        "labels from a second pass",
        "evaluate_is_the_share",
        "come from two passes",
        """
def evaluate(model, dataset):
    answers = np.concatenate([np.argmax(model(features), axis=1) for features, _labels in dataset])
    labels = np.concatenate([labels.numpy() for _features, labels in dataset])
    return float(np.mean(answers == labels))
""",
    ),
    _evaluate(
        "argmax without an axis",
        "Without an axis argmax gives one number",
        "np.argmax(model(features), axis=1)",
        "np.argmax(model(features))",
    ),
    Misconception(
        "loss for accuracy",
        "evaluate_is_the_share",
        "the share of right answers is asked for",
        "def evaluate(model, dataset):\n"
        "    return float(np.mean([loss(model, x, y, False) for x, y in dataset]))\n",
    ),
    _evaluate(
        "mean of the batches",
        "the mean of the batches' shares",
        "float(right / total)",
        "float(np.mean(shares))",
        "evaluate_is_the_share",
    ),
    _evaluate(
        "last batch",
        "the share of the last batch alone",
        "float(right / total)",
        "float(shares[-1])",
        "evaluate_is_the_share",
    ),
    _evaluate(
        "first batch",
        "the share of the first batch alone",
        "float(right / total)",
        "float(shares[0])",
        "evaluate_is_the_share",
    ),
    _evaluate(
        "training on the test data",
        "It trains the model",
        "        shares.append",
        "        model.trainable_variables[0].assign_add(1e-3 * tf.ones((4, 10)))\n        shares.append",
        "evaluate_is_the_share",
    ),
)


def _predict(name, says, body, fails="predict_gives_names"):
    """Return a misconception about names."""
    return Misconception(name, fails, says, f"def predict_species(model, features):\n{body}")


PREDICT = (
    _predict(
        "numbers of species",
        "look their names up",
        "    return np.argmax(model(features), axis=1).tolist()\n",
    ),
    _predict(
        "wrong axis of species",
        "argmax along axis 0",
        "    return [SPECIES[one % 3] for one in np.argmax(model(features), axis=0)]\n",
    ),
    _predict("one name", "a name for all", "    return [SPECIES[int(np.argmax(model(features)[0]))]]\n"),
    _predict(
        "names not in a list", "is not a list", "    return SPECIES[int(np.argmax(model(features)[0]))]\n"
    ),
    _predict(
        "names as bytes",
        "Bytes and tensors of text are no str",
        "    return list(tf.gather(tf.constant(SPECIES), tf.argmax(model(features), axis=1)).numpy())\n",
    ),
    _predict(
        "names as tensors",
        "Bytes and tensors of text are no str",
        "    return [tf.constant(SPECIES)[one] for one in tf.argmax(model(features), axis=1)]\n",
    ),
    _predict(
        "species without an axis",
        "Without an axis argmax gives one number",
        "    return [SPECIES[one] for one in np.argmax(model(features))]\n",
    ),
    _predict(
        "largest size",
        "a negative one counts as negative",
        "    return [SPECIES[one] for one in np.argmax(np.abs(model(features)), axis=1)]\n",
        "predict_is_right",
    ),
    _predict(
        "capital letters",
        "Not every entry is one of",
        "    return [SPECIES[one].title() for one in np.argmax(model(features), axis=1)]\n",
    ),
    _predict(
        "smallest logit",
        "the species with the smallest logit",
        "    return [SPECIES[one] for one in np.argmin(model(features), axis=1)]\n",
        "predict_is_right",
    ),
    _predict(
        "species counted from 1",
        "Counted from 1",
        "    return [SPECIES[one - 1] for one in np.argmax(model(features), axis=1)]\n",
        "predict_is_right",
    ),
    _predict(
        "the first name for all",
        "the same name for every flower",
        "    return [SPECIES[int(np.argmax(model(features)[0]))]] * len(features)\n",
        "predict_is_right",
    ),
)

MISCONCEPTIONS = (*LOAD, *MODEL, *LOSS, *GRAD, *TRAIN, *EVALUATE, *PREDICT)
