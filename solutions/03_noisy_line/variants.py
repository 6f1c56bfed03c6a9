"""Right answers written another way."""

from autograder.model import Variant

VARIANTS = (
    Variant(
        "noise: TensorFlow's generator",
        """
def add_noise(outputs, stddev=1.0, seed=None):
    make = tf.random.Generator.from_non_deterministic_state if seed is None else tf.random.Generator.from_seed
    generator = make() if seed is None else make(seed)
    return outputs + generator.normal(tf.shape(outputs), stddev=stddev, dtype=outputs.dtype)
""",
    ),
    Variant(
        "noise: stateless numbers",
        """
def add_noise(outputs, stddev=1.0, seed=None):
    key = np.random.SeedSequence().generate_state(2).astype("int64") if seed is None else (seed, 0)
    return outputs + stddev * tf.random.stateless_normal(outputs.shape, seed=key)
""",
    ),
    Variant(
        "noise: an array, number by number",
        """
def add_noise(outputs, stddev=1.0, seed=None):
    import random

    dice = random.Random(seed)
    noisy = np.array(outputs)
    for index in np.ndindex(noisy.shape):
        noisy[index] += dice.gauss(0.0, stddev)
    return noisy
""",
    ),
    Variant(
        "gradients: by the formulas",
        """
def gradients(model, inputs, outputs):
    error = model(inputs) - outputs
    return tf.reduce_mean(error**2), 2 * tf.reduce_mean(error * inputs), 2 * tf.reduce_mean(error)
""",
    ),
    Variant(
        "gradients: NumPy",
        """
def gradients(model, inputs, outputs):
    x, y = np.asarray(inputs), np.asarray(outputs)
    error = model.w.numpy() * x + model.b.numpy() - y
    return float(np.mean(error**2)), 2 * float(np.mean(error * x)), 2 * float(np.mean(error))
""",
    ),
    Variant(
        "gradients: a function of the graph",
        """
@tf.function
def measure(w, b, inputs, outputs):
    with tf.GradientTape() as tape:
        tape.watch([w, b])
        loss = tf.reduce_mean(tf.math.squared_difference(w * inputs + b, outputs))
    return loss, *tape.gradient(loss, [w, b])


def gradients(model, inputs, outputs):
    return list(measure(tf.convert_to_tensor(model.w), tf.convert_to_tensor(model.b), inputs, outputs))
""",
    ),
    Variant(
        "gradients: a persistent tape and Keras's loss",
        """
def gradients(model, inputs, outputs):
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.keras.losses.MeanSquaredError()(outputs, model(inputs))
    return loss, tape.gradient(loss, model.w), tape.gradient(loss, model.b)
""",
    ),
    Variant(
        "fit: lists and assign",
        """
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    ws, bs, losses = [], [], []
    epoch = 0
    while epoch < epochs:
        ws.append(float(model.w))
        bs.append(float(model.b))
        loss, dw, db = gradients(model, inputs, outputs)
        losses.append(float(loss))
        model.w.assign(model.w - learning_rate * dw)
        model.b.assign(model.b - learning_rate * db)
        epoch += 1
    return dict(w=ws, b=bs, loss=losses)
""",
    ),
    Variant(
        "fit: an optimizer of Keras",
        """
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    optimizer = tf.keras.optimizers.SGD(learning_rate)
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(inputs) - outputs) ** 2)
        for name, value in (("w", model.w), ("b", model.b), ("loss", loss)):
            history[name].append(value.numpy().item())
        variables = [model.w, model.b]
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return history
""",
    ),
    Variant(
        "fit: NumPy, assigned once at the end",
        """
def fit(model, inputs, outputs, epochs=10, learning_rate=0.1):
    x, y = np.asarray(inputs, float), np.asarray(outputs, float)
    w, b = float(model.w), float(model.b)
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        error = w * x + b - y
        for name, value in zip(("w", "b", "loss"), (w, b, float(np.mean(error**2)))):
            history[name].append(value)
        w -= learning_rate * 2 * float(np.mean(error * x))
        b -= learning_rate * 2 * float(np.mean(error))
    model.w.assign(w)
    model.b.assign(b)
    return history
""",
    ),
    Variant(
        "least squares: NumPy's polynomial",
        """
def least_squares(inputs, outputs):
    b, w = np.polynomial.Polynomial.fit(np.array(inputs), np.array(outputs), 1).convert().coef
    return float(w), float(b)
""",
    ),
    Variant(
        "least squares: polyfit in single precision",
        """
def least_squares(inputs, outputs):
    return np.polyfit(inputs.numpy(), outputs.numpy(), 1)
""",
    ),
    Variant(
        "least squares: normal equations",
        """
def least_squares(inputs, outputs):
    table = np.stack([np.asarray(inputs, float), np.ones(len(inputs))], axis=1)
    w, b = np.linalg.solve(table.T @ table, table.T @ np.asarray(outputs, float))
    return [w.item(), b.item()]
""",
    ),
    Variant(
        "least squares: single precision, in TensorFlow",
        """
def least_squares(inputs, outputs):
    x, y = tf.reduce_mean(inputs), tf.reduce_mean(outputs)
    w = tf.reduce_sum((inputs - x) * (outputs - y)) / tf.reduce_sum((inputs - x) ** 2)
    return float(w), float(y - w * x)
""",
    ),
    Variant(
        "least squares: covariance, without centring beforehand",
        """
def least_squares(inputs, outputs):
    x, y = np.asarray(inputs, dtype=np.float64), np.asarray(outputs, dtype=np.float64)
    n = len(x)
    w = (n * (x * y).sum() - x.sum() * y.sum()) / (n * (x * x).sum() - x.sum() ** 2)
    b = (y.sum() - w * x.sum()) / n
    return float(w), float(b)
""",
    ),
    Variant(
        "floor: what the line leaves of the variance",
        """
def best_possible_loss(inputs, outputs):
    x, y = np.asarray(inputs, float), np.asarray(outputs, float)
    return float(np.var(y) * (1 - np.corrcoef(x, y)[0, 1] ** 2))
""",
    ),
    Variant(
        "floor: residuals of NumPy's solver",
        """
def best_possible_loss(inputs, outputs):
    table = np.vander(np.asarray(inputs, float), 2)
    _, residuals, _, _ = np.linalg.lstsq(table, np.asarray(outputs, float))
    return residuals.item() / len(table)
""",
    ),
    Variant(
        "floor: a model on the best line",
        """
def best_possible_loss(inputs, outputs):
    best = Model(*least_squares(inputs, outputs))
    loss, _, _ = gradients(best, inputs, outputs)
    return float(loss)
""",
    ),
)
