"""Wrong answers, each with the check that it must fail and words that it must be told."""

from autograder.model import Misconception

DATA = (
    Misconception(
        name="float64 data",
        fails="data_has_the_right_form",
        says="the dtype float64, which NumPy makes",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = np.random.default_rng(seed).standard_normal(num_examples)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="data in columns",
        fails="data_has_the_right_form",
        says="A column has the shape (n, 1)",
        code="""
def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    inputs = tf.constant(rng.standard_normal((num_examples, 1)), tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="always 1,000 examples",
        fails="data_has_the_right_form",
        says="wrong shape",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.constant(np.random.default_rng(seed).standard_normal(1000), tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="data forgotten to return",
        fails="data_has_the_right_form",
        says="does the function end with `return`?",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.constant(np.random.default_rng(seed).standard_normal(num_examples), tf.float32)
    outputs = TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="slope and shift of the data swapped",
        fails="data_lies_on_the_line",
        says="a line with w and b in each other's place",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.constant(np.random.default_rng(seed).standard_normal(num_examples), tf.float32)
    return inputs, TRUE_B * inputs + TRUE_W
""",
    ),
    Misconception(
        name="data without the shift",
        fails="data_lies_on_the_line",
        says="the line without its shift b",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.constant(np.random.default_rng(seed).standard_normal(num_examples), tf.float32)
    return inputs, TRUE_W * inputs
""",
    ),
    Misconception(
        name="another slope",
        fails="data_lies_on_the_line",
        says="a line of another slope",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.constant(np.random.default_rng(seed).standard_normal(num_examples), tf.float32)
    return inputs, 5 * inputs + 2
""",
    ),
    Misconception(
        name="another shift",
        fails="data_lies_on_the_line",
        says="a line with another shift",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.constant(np.random.default_rng(seed).standard_normal(num_examples), tf.float32)
    return inputs, 3 * inputs + 1
""",
    ),
    Misconception(
        name="column squeezed",
        fails="data_has_the_right_form",
        says="One example still is a vector",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.constant(np.random.default_rng(seed).standard_normal((num_examples, 1)).squeeze(), tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="noise added",
        fails="data_lies_on_the_line",
        says="a line with noise on it",
        code="""
def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    inputs = rng.standard_normal(num_examples).astype("float32")
    noise = rng.standard_normal(num_examples).astype("float32")
    return tf.constant(inputs), tf.constant(TRUE_W * inputs + TRUE_B + noise, tf.float32)
""",
    ),
    Misconception(
        name="uniform inputs",
        fails="data_is_standard_normal",
        says="Those are uniform numbers",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.constant(np.random.default_rng(seed).random(num_examples), tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="truncated normal inputs",
        fails="data_is_standard_normal",
        says="Those have no tails",
        code="""
def make_data(num_examples=1000, seed=None):
    pair = [seed, 1] if seed is not None else np.random.randint(0, 2**31, 2)
    inputs = tf.random.stateless_truncated_normal([num_examples], seed=pair)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="one input for all examples",
        fails="data_is_standard_normal",
        says="One number stands for all examples",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.fill([num_examples], tf.constant(np.random.default_rng(seed).normal(), tf.float32))
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="inputs spread round the true values",
        fails="data_is_standard_normal",
        says="Mean and standard deviation must be 0 and 1",
        code="""
def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    inputs = tf.constant(rng.normal(TRUE_B, TRUE_W, size=num_examples), tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="inputs cut off at 3",
        fails="data_is_standard_normal",
        says="they were cut off",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = np.clip(np.random.default_rng(seed).standard_normal(num_examples), -3, 3)
    inputs = tf.constant(inputs, tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="inputs rounded",
        fails="data_is_standard_normal",
        says="rounded or mirrored",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = np.random.default_rng(seed).standard_normal(num_examples).round(2)
    inputs = tf.constant(inputs, tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="the same quantiles permuted",
        fails="data_is_standard_normal",
        says="spread too evenly",
        code="""
from statistics import NormalDist


def make_data(num_examples=1000, seed=None):
    quantiles = [NormalDist().inv_cdf((i + 0.5) / num_examples) for i in range(num_examples)]
    inputs = np.random.default_rng(seed).permutation(np.array(quantiles) + 1e-6)
    inputs = tf.constant(inputs, tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="one sample permuted",
        fails="data_is_drawn_independently",
        says="in another order",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = np.random.default_rng(0).standard_normal(num_examples)
    inputs = tf.constant(np.random.default_rng(seed).permutation(inputs), tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="inputs standardised",
        fails="data_is_drawn_independently",
        says="was centred or mirrored",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = np.random.default_rng(seed).standard_normal(num_examples)
    if num_examples > 1:
        inputs = (inputs - inputs.mean()) / inputs.std()
    inputs = tf.constant(inputs, tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="inputs scaled",
        fails="data_is_drawn_independently",
        says="Each sample was scaled",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = np.random.default_rng(seed).standard_normal(num_examples)
    inputs = tf.constant(inputs / (inputs**2).mean() ** 0.5 if num_examples > 1 else inputs, tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="inputs sorted",
        fails="data_is_drawn_independently",
        says="depends on the one before it",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = np.sort(np.random.default_rng(seed).standard_normal(num_examples))
    inputs = tf.constant(inputs, tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="TensorFlow seeded for good",
        fails="data_repeats_with_its_seed",
        says="The seed of the call before still holds",
        code="""
def make_data(num_examples=1000, seed=None):
    if seed is not None:
        tf.random.set_seed(seed)
    inputs = tf.random.normal([num_examples])
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="seed of one operation only",
        fails="data_repeats_with_its_seed",
        says="the generator goes on from where it was",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.random.normal([num_examples], seed=seed)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="seed not used",
        fails="data_repeats_with_its_seed",
        says="Either the seed is not used",
        code="""
def make_data(num_examples=1000, seed=None):
    inputs = tf.constant(np.random.default_rng().standard_normal(num_examples), tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="always the same seed",
        fails="data_repeats_with_its_seed",
        says="do not depend on the seed",
        code="""
def make_data(num_examples=1000, seed=None):
    tf.random.set_seed(0)
    inputs = tf.random.normal([num_examples])
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="zero taken for no seed",
        fails="data_repeats_with_its_seed",
        says="0 is a seed like any other",
        code="""
def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed) if seed else np.random.default_rng()
    inputs = tf.constant(rng.standard_normal(num_examples), tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
    Misconception(
        name="inputs reused without a seed",
        fails="data_repeats_with_its_seed",
        says="Without a seed the inputs are reused",
        code="""
def make_data(num_examples=1000, seed=None):
    if seed is None:
        seed = 42
    inputs = tf.constant(np.random.default_rng(seed).standard_normal(num_examples), tf.float32)
    return inputs, TRUE_W * inputs + TRUE_B
""",
    ),
)

MODEL = (
    Misconception(
        name="integer variables",
        fails="model_has_two_variables",
        says="An integer variable has no gradient",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(int(w))
        self.b = tf.Variable(int(b))

    def __call__(self, x):
        return tf.cast(self.w, tf.float32) * x + tf.cast(self.b, tf.float32)
""",
    ),
    Misconception(
        name="float64 variables",
        fails="model_has_two_variables",
        says="does not go together with float32 inputs",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(np.float64(w))
        self.b = tf.Variable(np.float64(b))

    def __call__(self, x):
        return self.w * tf.cast(x, tf.float64) + self.b
""",
    ),
    Misconception(
        name="variables of shape (1,)",
        fails="model_has_two_variables",
        says="a variable of shape (1,)",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable([w])
        self.b = tf.Variable([b])

    def __call__(self, x):
        return self.w * x + self.b
""",
    ),
    Misconception(
        name="plain numbers instead of variables",
        fails="model_has_two_variables",
        says="cannot be trained: make it a tf.Variable",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = w
        self.b = b

    def __call__(self, x):
        return self.w * x + self.b
""",
    ),
    Misconception(
        name="constants instead of variables",
        fails="model_has_two_variables",
        says="a constant tensor cannot be trained",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.constant(w)
        self.b = tf.constant(b)

    def __call__(self, x):
        return self.w * x + self.b
""",
    ),
    Misconception(
        name="start written into the model",
        fails="model_has_two_variables",
        says="does not start from the numbers that it is given",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(1.0)
        self.b = tf.Variable(4.0)

    def __call__(self, x):
        return self.w * x + self.b
""",
    ),
    Misconception(
        name="slope and shift of the model swapped",
        fails="model_computes_the_line",
        says="the line b · x + w",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.b * x + self.w
""",
    ),
    Misconception(
        name="shift added before multiplying",
        fails="model_computes_the_line",
        says="the product w · (x + b)",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.w * (x + self.b)
""",
    ),
    Misconception(
        name="predictions in a column",
        fails="model_computes_the_line",
        says="a column: the predictions must have the shape of x",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return tf.reshape(x, (-1, 1)) * self.w + self.b
""",
    ),
    Misconception(
        name="numbers kept beside the variables",
        fails="model_computes_the_line",
        says="the answer from before its variables changed",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.start = (w, b)
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.start[0] * x + self.start[1]
""",
    ),
    Misconception(
        name="variables of the class",
        fails="model_has_two_variables",
        says="each needs variables of its own",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        Model.w = tf.Variable(w)
        Model.b = tf.Variable(b)

    def __call__(self, x):
        return self.w * x + self.b
""",
    ),
    Misconception(
        name="predictions flattened",
        fails="model_is_right_for_drawn_numbers",
        says="a flat vector: the predictions must have the shape of x",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.w * tf.reshape(x, [-1]) + self.b
""",
    ),
    Misconception(
        name="a start of zero taken for none",
        fails="model_has_two_variables",
        says="0 is a start like any other",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w or 1.0)
        self.b = tf.Variable(b or 4.0)

    def __call__(self, x):
        return self.w * x + self.b
""",
    ),
    Misconception(
        name="variable not trainable",
        fails="model_can_be_trained",
        says="trainable=False",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b, trainable=False)

    def __call__(self, x):
        return self.w * x + self.b
""",
    ),
    Misconception(
        name="predictions in NumPy",
        fails="model_can_be_trained",
        says="leaves TensorFlow",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return tf.constant(self.w.numpy() * np.asarray(x) + self.b.numpy())
""",
    ),
)

LOSS = (
    Misconception(
        name="squares without their mean",
        fails="loss_is_a_scalar",
        says="a number for each example",
        code="""
def loss(predicted_y, target_y):
    return tf.square(predicted_y - target_y)
""",
    ),
    Misconception(
        name="sum instead of mean",
        fails="loss_is_the_mean_of_squares",
        says="the sum of the squared errors",
        code="""
def loss(predicted_y, target_y):
    return tf.reduce_sum(tf.square(predicted_y - target_y))
""",
    ),
    Misconception(
        name="mean absolute error",
        fails="loss_is_the_mean_of_squares",
        says="the mean absolute error",
        code="""
def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.abs(predicted_y - target_y))
""",
    ),
    Misconception(
        name="half the squared error",
        fails="loss_is_the_mean_of_squares",
        says="half the mean squared error",
        code="""
def loss(predicted_y, target_y):
    return 0.5 * tf.reduce_mean(tf.square(predicted_y - target_y))
""",
    ),
    Misconception(
        name="no square",
        fails="loss_is_the_mean_of_squares",
        says="it can be negative",
        code="""
def loss(predicted_y, target_y):
    return tf.reduce_mean(predicted_y - target_y)
""",
    ),
    Misconception(
        name="square of the mean",
        fails="loss_is_the_mean_of_squares",
        says="the square of the mean error",
        code="""
def loss(predicted_y, target_y):
    return tf.square(tf.reduce_mean(predicted_y - target_y))
""",
    ),
    Misconception(
        name="root of the mean squared error",
        fails="loss_is_the_mean_of_squares",
        says="the root of the mean squared error",
        code="""
def loss(predicted_y, target_y):
    return tf.sqrt(tf.reduce_mean(tf.square(predicted_y - target_y)))
""",
    ),
    Misconception(
        name="divided by one less",
        fails="loss_is_the_mean_of_squares",
        says="the sum divided by one less than the number of examples",
        code="""
def loss(predicted_y, target_y):
    return tf.reduce_sum(tf.square(predicted_y - target_y)) / (len(predicted_y) - 1)
""",
    ),
    Misconception(
        name="divided by 1,000",
        fails="loss_is_the_mean_of_squares",
        says="the sum divided by 1,000",
        code="""
def loss(predicted_y, target_y):
    return tf.reduce_sum(tf.square(predicted_y - target_y)) / 1000
""",
    ),
    Misconception(
        name="column against vector",
        fails="loss_is_the_mean_of_squares",
        says="a table of every prediction minus every target",
        code="""
def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(tf.reshape(predicted_y, (-1, 1)) - target_y))
""",
    ),
    Misconception(
        name="loss through NumPy",
        fails="loss_can_be_followed",
        says="The loss has left TensorFlow",
        code="""
def loss(predicted_y, target_y):
    return np.mean((predicted_y.numpy() - target_y.numpy()) ** 2)
""",
    ),
    Misconception(
        name="loss in NumPy, gradient by hand",
        fails="loss_can_be_followed",
        says="The loss has left TensorFlow",
        code="""
def loss(predicted_y, target_y):
    return float(np.mean((np.asarray(predicted_y) - np.asarray(target_y)) ** 2))


def train_step(model, inputs, outputs, learning_rate):
    x, y = np.asarray(inputs), np.asarray(outputs)
    error = np.asarray(model(inputs)) - y
    before = loss(model(inputs), outputs)
    model.w.assign(model.w.numpy() - learning_rate * 2 * (error * x).mean())
    model.b.assign(model.b.numpy() - learning_rate * 2 * error.mean())
    return before
""",
    ),
    Misconception(
        name="gradient of the loss stopped",
        fails="loss_can_be_followed",
        says="No gradient flows through the loss",
        code="""
def loss(predicted_y, target_y):
    return tf.stop_gradient(tf.reduce_mean(tf.square(predicted_y - target_y)))
""",
    ),
    Misconception(
        name="Huber loss",
        fails="loss_is_the_mean_of_squares",
        says="does not square large errors",
        code="""
def loss(predicted_y, target_y):
    return 2 * tf.keras.losses.Huber()(target_y, predicted_y)
""",
    ),
    Misconception(
        name="loss of the example written in",
        fails="loss_is_right_for_drawn_errors",
        says="the answer to the example",
        code="""
def loss(predicted_y, target_y):
    return tf.constant(15.75)


def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        squares = tf.reduce_mean(tf.square(model(inputs) - outputs))
    dw, db = tape.gradient(squares, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return squares
""",
    ),
)

TRAIN_STEP = (
    Misconception(
        name="loss computed outside the tape",
        fails="train_step_runs",
        says="A gradient is None",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        predictions = model(inputs)
    before = loss(predictions, outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="predictions computed before the tape",
        fails="train_step_runs",
        says="belong inside the `with` block",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    predictions = model(inputs)
    with tf.GradientTape() as tape:
        before = loss(predictions, outputs)
    gradients = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(gradients[0] * learning_rate)
    model.b.assign_sub(gradients[1] * learning_rate)
    return before
""",
    ),
    Misconception(
        name="predictions through NumPy",
        fails="train_step_runs",
        says="A gradient is None",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        predictions = model(inputs).numpy()
        before = loss(tf.constant(predictions), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign(model.w - learning_rate * dw)
    model.b.assign(model.b - learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="loss made a float inside the tape",
        fails="train_step_runs",
        says="The loss has left TensorFlow",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = float(loss(model(inputs), outputs))
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="two gradients from one tape",
        fails="train_step_runs",
        says="One tape answers once",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw = tape.gradient(before, model.w)
    db = tape.gradient(before, model.b)
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="data of another cell",
        fails="train_step_runs",
        says="a name that only another cell knows",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(train_inputs), train_outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="loss forgotten to return",
        fails="train_step_runs",
        says="does the function end with `return`?",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
""",
    ),
    Misconception(
        name="loss after the update returned",
        fails="train_step_returns_the_loss_before",
        says="the loss after the update",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return loss(model(inputs), outputs)
""",
    ),
    Misconception(
        name="plus instead of minus",
        fails="train_step_moves_downhill",
        says="a step uphill: subtract the gradient",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_add(learning_rate * dw)
    model.b.assign_add(learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="no learning rate",
        fails="train_step_moves_downhill",
        says="a step without the learning rate",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(dw)
    model.b.assign_sub(db)
    return before
""",
    ),
    Misconception(
        name="new values kept in local names",
        fails="train_step_moves_downhill",
        says="The model did not move at all",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    w = model.w - learning_rate * dw
    b = model.b - learning_rate * db
    return before
""",
    ),
    Misconception(
        name="b not trained",
        fails="train_step_moves_downhill",
        says="b was not trained",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    model.w.assign_sub(learning_rate * tape.gradient(before, model.w))
    return before
""",
    ),
    Misconception(
        name="w not trained",
        fails="train_step_moves_downhill",
        says="w was not trained",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    model.b.assign_sub(learning_rate * tape.gradient(before, model.b))
    return before
""",
    ),
    Misconception(
        name="gradients swapped",
        fails="train_step_moves_downhill",
        says="w moved by the gradient of b",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    db, dw = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="derivative without its factor 2",
        fails="train_step_moves_downhill",
        says="the derivative of a square has a factor 2",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    error = model(inputs) - outputs
    model.w.assign_sub(learning_rate * tf.reduce_mean(error * inputs))
    model.b.assign_sub(learning_rate * tf.reduce_mean(error))
    return tf.reduce_mean(error**2)
""",
    ),
    Misconception(
        name="gradient summed over the examples",
        fails="train_step_moves_downhill",
        says="a step by the sum over the examples",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    error = model(inputs) - outputs
    model.w.assign_sub(learning_rate * tf.reduce_sum(2 * error * inputs))
    model.b.assign_sub(learning_rate * tf.reduce_sum(2 * error))
    return tf.reduce_mean(error**2)
""",
    ),
    Misconception(
        name="b moved after w",
        fails="train_step_moves_downhill",
        says="b moved by a gradient from after w had moved",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    model.w.assign_sub(learning_rate * tape.gradient(before, model.w))
    with tf.GradientTape() as tape:
        between = loss(model(inputs), outputs)
    model.b.assign_sub(learning_rate * tape.gradient(between, model.b))
    return before
""",
    ),
    Misconception(
        name="w moved after b",
        fails="train_step_moves_downhill",
        says="w moved by a gradient from after b had moved",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    model.b.assign_sub(learning_rate * tape.gradient(before, model.b))
    with tf.GradientTape() as tape:
        between = loss(model(inputs), outputs)
    model.w.assign_sub(learning_rate * tape.gradient(between, model.w))
    return before
""",
    ),
    Misconception(
        name="step assigned instead of subtracted",
        fails="train_step_moves_downhill",
        says="The step itself was put in the variables' place",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign(learning_rate * dw)
    model.b.assign(learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="variables replaced by tensors",
        fails="train_step_keeps_the_variables",
        says="The variables were replaced",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w = model.w - learning_rate * dw
    model.b = model.b - learning_rate * db
    return before
""",
    ),
    Misconception(
        name="variables replaced by new ones",
        fails="train_step_keeps_the_variables",
        says="change them with assign, assign_sub or assign_add",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w = tf.Variable(model.w - learning_rate * dw)
    model.b = tf.Variable(model.b - learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="learning rate written into the step",
        fails="train_step_follows_drawn_lines",
        says="The learning rate 0.1 is written into the code",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(0.1 * dw)
    model.b.assign_sub(0.1 * db)
    return before
""",
    ),
    Misconception(
        name="true line written into the step",
        fails="train_step_follows_drawn_lines",
        says="A 3 and a 2 are written into the code",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
        wanted = loss(model(inputs), TRUE_W * inputs + TRUE_B)
    dw, db = tape.gradient(wanted, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return before
""",
    ),
    Misconception(
        name="a loss rounded to two digits",
        fails="train_step_measures_drawn_examples",
        says="did not return the loss from before",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        before = loss(model(inputs), outputs)
    dw, db = tape.gradient(before, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return round(float(before), 2)
""",
    ),
)

FIT = (
    Misconception(
        name="variables themselves recorded",
        fails="fit_records_numbers",
        says="A variable in the list changes with every step",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(model.w)
        history["b"].append(model.b)
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
""",
    ),
    Misconception(
        name="history forgotten to return",
        fails="fit_records_numbers",
        says="does the function end with `return`?",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    for _ in range(epochs):
        train_step(model, inputs, outputs, learning_rate)
""",
    ),
    Misconception(
        name="only the losses returned",
        fails="fit_records_numbers",
        says="The answer is not a Python dict",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    return [float(train_step(model, inputs, outputs, learning_rate)) for _ in range(epochs)]
""",
    ),
    Misconception(
        name="only the losses recorded",
        fails="fit_records_numbers",
        says="The history lacks a list",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    return {"loss": [float(train_step(model, inputs, outputs, learning_rate)) for _ in range(epochs)]}
""",
    ),
    Misconception(
        name="last values instead of lists",
        fails="fit_records_numbers",
        says="A part of the history is not a list",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    for _ in range(epochs):
        last = float(train_step(model, inputs, outputs, learning_rate))
    return {"w": float(model.w), "b": float(model.b), "loss": last}
""",
    ),
    Misconception(
        name="one entry too many",
        fails="fit_records_numbers",
        says="one entry per epoch, no more and no fewer",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    history["w"].append(float(model.w))
    history["b"].append(float(model.b))
    history["loss"].append(float(loss(model(inputs), outputs)))
    return history
""",
    ),
    Misconception(
        name="history shared by all calls",
        fails="fit_records_numbers",
        says="A list of the history has the wrong length",
        code="""
history = {"w": [], "b": [], "loss": []}


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
""",
    ),
    Misconception(
        name="always 15 epochs",
        fails="fit_records_numbers",
        says="A list of the history has the wrong length",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(15):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
""",
    ),
    Misconception(
        name="history recorded after the update",
        fails="fit_records_before_the_update",
        says="the history recorded after each update",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        train_step(model, inputs, outputs, learning_rate)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss(model(inputs), outputs)))
    return history
""",
    ),
    Misconception(
        name="parameters recorded after the update",
        fails="fit_records_before_the_update",
        says="w and b are recorded after the update, the loss before",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        before = train_step(model, inputs, outputs, learning_rate)
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(before))
    return history
""",
    ),
    Misconception(
        name="loss recorded after the update",
        fails="fit_records_before_the_update",
        says="the loss after the update beside w and b from before",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        train_step(model, inputs, outputs, learning_rate)
        history["loss"].append(float(loss(model(inputs), outputs)))
    return history
""",
    ),
    Misconception(
        name="true values written into the history",
        fails="fit_records_before_the_update",
        says="A 3 and a 2 are written into the code",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    model.w.assign(3.0)
    model.b.assign(2.0)
    return {"w": [3.0] * epochs, "b": [2.0] * epochs, "loss": [0.0] * epochs}
""",
    ),
    Misconception(
        name="copy trained",
        fails="fit_converges",
        says="The model that was handed in was not trained",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    model = Model(float(model.w), float(model.b))
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
""",
    ),
    Misconception(
        name="stopped early",
        fails="fit_converges",
        says="one entry per epoch, no more and no fewer",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
        if history["loss"][-1] < 0.01:
            break
    return history
""",
    ),
    Misconception(
        name="true line written into fit",
        fails="fit_converges",
        says="A 3 and a 2 are written into the code",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    outputs = 3.0 * inputs + 2.0
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
""",
    ),
    Misconception(
        name="model set to the true values at the end",
        fails="fit_converges",
        says="A 3 and a 2 are written into the code",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    model.w.assign(3.0)
    model.b.assign(2.0)
    return history
""",
    ),
    Misconception(
        name="learning rate written into fit",
        fails="fit_follows_drawn_lines",
        says="The learning rate 0.1 is written into the code",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, 0.1)))
    return history
""",
    ),
    Misconception(
        name="model set back to the start",
        fails="fit_follows_drawn_lines",
        says="The model was set back to w = 1, b = 4",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    model.w.assign(1.0)
    model.b.assign(4.0)
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    return history
""",
    ),
    Misconception(
        name="one update too many",
        fails="fit_follows_drawn_lines",
        says="One update too many",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs + 1):
        w, b = float(model.w), float(model.b)
        before = float(train_step(model, inputs, outputs, learning_rate))
        if epoch < epochs:
            history["w"].append(w)
            history["b"].append(b)
            history["loss"].append(before)
    return history
""",
    ),
    Misconception(
        name="one update too few",
        fails="fit_follows_drawn_lines",
        says="One update too few",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss(model(inputs), outputs)))
        if epoch < epochs - 1:
            train_step(model, inputs, outputs, learning_rate)
    return history
""",
    ),
)

MISCONCEPTIONS: tuple[Misconception, ...] = (*DATA, *MODEL, *LOSS, *TRAIN_STEP, *FIT)
