"""Right answers written in other ways; every check must pass them."""

from autograder.model import Variant

DATA = (
    Variant(
        name="TensorFlow's own generators",
        code="""
def make_data(num_examples=1000, seed=None):
    if seed is None:
        generator = tf.random.Generator.from_non_deterministic_state()
    else:
        generator = tf.random.Generator.from_seed(seed)
    inputs = generator.normal([num_examples])
    return inputs, inputs * TRUE_W + TRUE_B
""",
    ),
    Variant(
        name="TensorFlow's global seed, reset to chance without one",
        code="""
import os


def make_data(num_examples=1000, seed=None):
    tf.random.set_seed(int.from_bytes(os.urandom(4), "big") if seed is None else seed)
    inputs = tf.random.normal(shape=(num_examples,))
    outputs = tf.add(tf.multiply(inputs, 3.0), 2.0)
    return [inputs, outputs]
""",
    ),
    Variant(
        name="NumPy's old generator, arrays returned",
        code="""
def make_data(num_examples=1000, seed=None, true_w=3.0, true_b=2.0):
    inputs = np.random.RandomState(seed).randn(num_examples).astype(np.float32)
    return inputs, (true_w * inputs + true_b).astype(np.float32)
""",
    ),
    Variant(
        name="Python's generator in a loop",
        code="""
import random


def make_data(num_examples=1000, seed=None):
    source = random.Random(seed)
    inputs, outputs = [], []
    for _ in range(num_examples):
        x = source.gauss(0.0, 1.0)
        inputs.append(x)
        outputs.append(3 * x + 2)
    return tf.constant(inputs, dtype=tf.float32), tf.constant(outputs, dtype=tf.float32)
""",
    ),
    Variant(
        name="stateless generator",
        code="""
def make_data(num_examples=1000, seed=None):
    pair = tf.random.uniform([2], maxval=2**30, dtype=tf.int32) if seed is None else (seed, 0)
    inputs = tf.random.stateless_normal([num_examples], seed=pair)
    return (inputs, tf.math.scalar_mul(TRUE_W, inputs) + TRUE_B)
""",
    ),
)

MODEL = (
    Variant(
        name="other names inside, w and b as properties",
        code="""
class Model:
    def __init__(self, w=1.0, b=4.0):
        self._slope = tf.Variable(float(w), trainable=True, name="slope")
        self._offset = tf.Variable(float(b), trainable=True, name="offset")

    @property
    def w(self):
        return self._slope

    @property
    def b(self):
        return self._offset

    def predict(self, x):
        return tf.add(self._offset, tf.multiply(x, self._slope))

    __call__ = predict
""",
    ),
    Variant(
        name="tf.Module with a compiled call",
        code="""
class Model(tf.Module):
    def __init__(self, w=1.0, b=4.0, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    @tf.function
    def __call__(self, x):
        return x * self.w + self.b
""",
    ),
    Variant(
        name="a Keras model",
        code="""
class Model(tf.keras.Model):
    def __init__(self, w=1.0, b=4.0, **kwargs):
        super().__init__(**kwargs)
        self.w = tf.Variable(w, dtype="float32")
        self.b = tf.Variable(b, dtype="float32")

    def call(self, x):
        return self.w * x + self.b
""",
    ),
    Variant(
        name="a dataclass",
        code="""
import dataclasses


@dataclasses.dataclass
class Model:
    w: float = 1.0
    b: float = 4.0

    def __post_init__(self):
        self.w = tf.Variable(tf.cast(self.w, tf.float32))
        self.b = tf.Variable(tf.cast(self.b, tf.float32))

    def __call__(self, x):
        return self.w * tf.convert_to_tensor(x) + self.b
""",
    ),
)

LOSS = (
    Variant(
        name="Python's own operators",
        code="""
def loss(predicted_y, target_y):
    differences = target_y - predicted_y
    return tf.math.reduce_mean(differences**2)
""",
    ),
    Variant(
        name="the mean in a loop",
        code="""
def loss(predicted_y, target_y):
    total = 0.0
    for predicted, target in zip(tf.unstack(predicted_y), tf.unstack(target_y)):
        total += (predicted - target) * (predicted - target)
    return total / len(target_y)
""",
    ),
    Variant(
        name="name used again for a number",
        code="""
loss = float(loss(tf.constant([1.0]), tf.constant([3.0])))
""",
    ),
    Variant(
        name="squared_difference, compiled",
        code="""
@tf.function
def loss(predicted_y, target_y):
    squares = tf.math.squared_difference(predicted_y, target_y)
    return tf.reduce_sum(squares) / tf.cast(tf.size(squares), tf.float32)
""",
    ),
    Variant(
        name="Keras's mean squared error",
        code="""
def loss(predicted_y, target_y):
    return tf.keras.losses.MeanSquaredError()(target_y, predicted_y)
""",
    ),
    Variant(
        name="a scalar product",
        code="""
def loss(predicted_y, target_y, axes=1):
    error = predicted_y - target_y
    return tf.tensordot(error, error, axes) / error.shape[0]
""",
    ),
)

TRAIN_STEP = (
    Variant(
        name="gradient by hand",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    error = model(inputs) - outputs
    before = tf.reduce_mean(error**2)
    slope_w = tf.reduce_mean(2 * error * inputs)
    slope_b = tf.reduce_mean(2 * error)
    model.w.assign(model.w - learning_rate * slope_w)
    model.b.assign(model.b - learning_rate * slope_b)
    return before.numpy()
""",
    ),
    Variant(
        name="persistent tape",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape(persistent=True) as t:
        current_loss = loss(model(inputs), outputs)
    dw = t.gradient(current_loss, model.w)
    db = t.gradient(current_loss, model.b)
    del t
    model.w.assign_add(-learning_rate * dw)
    model.b.assign_add(-learning_rate * db)
    return float(current_loss)
""",
    ),
    Variant(
        name="compiled step",
        code="""
@tf.function
def train_step(model, inputs, outputs, learning_rate):
    variables = [model.w, model.b]
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(variables)
        current_loss = loss(model(inputs), outputs)
    for variable, gradient in zip(variables, tape.gradient(current_loss, variables)):
        variable.assign_sub(learning_rate * gradient)
    return current_loss
""",
    ),
    Variant(
        name="Keras's gradient descent",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        current_loss = loss(model(inputs), outputs)
    gradients = tape.gradient(current_loss, {"w": model.w, "b": model.b})
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    optimizer.apply_gradients([(gradients["w"], model.w), (gradients["b"], model.b)])
    return current_loss
""",
    ),
    Variant(
        name="a decorator that hides the parameters",
        code="""
def counted(function):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


train_step = counted(train_step)
fit = counted(fit)
""",
    ),
    Variant(
        name="two tapes before any update",
        code="""
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as first, tf.GradientTape() as second:
        current_loss = tf.reduce_mean((model.w * inputs + model.b - outputs) ** 2)
    dw = first.gradient(current_loss, model.w)
    db = second.gradient(current_loss, model.b)
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return np.array(current_loss)
""",
    ),
)

FIT = (
    Variant(
        name="while loop, numbers through NumPy",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    ws, bs, losses = [], [], []
    epoch = 0
    while epoch < epochs:
        ws.append(model.w.numpy().item())
        bs.append(model.b.numpy().item())
        losses.append(np.asarray(train_step(model, inputs, outputs, learning_rate)).item())
        epoch += 1
    return dict(w=ws, b=bs, loss=losses)
""",
    ),
    Variant(
        name="rows turned into columns",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1, verbose=False):
    rows = []
    for epoch in range(1, epochs + 1):
        place = float(model.w), float(model.b)
        rows.append((*place, float(train_step(model, inputs, outputs, learning_rate))))
        if verbose:
            print(epoch, rows[-1])
    w, b, losses = map(list, zip(*rows))
    return {"loss": losses, "b": b, "w": w, "epoch": list(range(epochs))}
""",
    ),
    Variant(
        name="the step written out, the loss first",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {key: [0.0] * epochs for key in ("w", "b", "loss")}
    for i in range(epochs):
        with tf.GradientTape() as tape:
            current_loss = loss(model(inputs), outputs)
        gradients = tape.gradient(current_loss, [model.w, model.b])
        history["w"][i], history["b"][i] = float(model.w.numpy()), float(model.b.numpy())
        history["loss"][i] = float(current_loss)
        for variable, gradient in zip((model.w, model.b), gradients):
            variable.assign_sub(learning_rate * gradient)
    return history
""",
    ),
    Variant(
        name="NumPy numbers recorded",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(model.w.numpy())
        history["b"].append(model.b.numpy())
        history["loss"].append(np.asarray(train_step(model, inputs, outputs, learning_rate)))
    return history
""",
    ),
    Variant(
        name="the whole path in NumPy",
        code="""
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    x, y = np.asarray(inputs, dtype=float), np.asarray(outputs, dtype=float)
    table = np.stack([x, np.ones_like(x)], axis=1)
    place = np.array([float(model.w), float(model.b)])
    path, losses = [], []
    for _ in range(epochs):
        error = table @ place - y
        path.append(place)
        losses.append(float(error @ error / len(y)))
        place = place - learning_rate * 2 / len(y) * table.T @ error
    model.w.assign(place[0])
    model.b.assign(place[1])
    w, b = np.array(path).T.tolist()
    return {"w": w, "b": b, "loss": losses}
""",
    ),
)

VARIANTS: tuple[Variant, ...] = (*DATA, *MODEL, *LOSS, *TRAIN_STEP, *FIT)
