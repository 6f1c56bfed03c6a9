"""Writes the sample class: what one class handed in for 02_line, the same bytes every time.

    python examples/make_class.py [FOLDER]

The answers are written as students write them: right in several styles, wrong in the ways that the exercise
names, half-finished, broken. FOLDER is ``examples/class/02_line`` unless another one is named.
"""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "class" / "02_line"
HANDED_IN = (2026, 10, 8, 21, 47, 0)
"""Time of the files within zips."""


class Cell(NamedTuple):
    """A cell of a handed-in file."""

    source: str
    tag: str = ""
    is_text: bool = False


# ── The exercise as it was given out, with its story left out ─────────────────────────────────────────────

TITLE = Cell("# A line from scratch", is_text=True)
IMPORTS = Cell("import numpy as np\nimport tensorflow as tf")
TRUE_LINE = Cell("TRUE_W = 3.0\nTRUE_B = 2.0")
PLOTS = Cell("import matplotlib.pyplot as plt", tag="otter_ignore")
SHOW_DATA = Cell('inputs, outputs = make_data(seed=6)\nplt.plot(inputs, outputs, ".")', tag="otter_ignore")
SHOW_FIT = Cell(
    "model = Model()\n"
    "history = fit(model, inputs, outputs, epochs=60)\n"
    'plt.plot(history["w"])\n'
    'plt.plot(history["b"])',
    tag="otter_ignore",
)

STUBS = {
    "data": """
def make_data(num_examples=1000, seed=None):
    # TODO: draw `num_examples` standard normal inputs as float32, fresh for each call unless there is a seed.
    # TODO: compute the outputs from the inputs, TRUE_W and TRUE_B, and return both.
    raise NotImplementedError("data: write make_data")
""",
    "model": """
class Model:
    def __init__(self, w=1.0, b=4.0):
        # TODO: store w and b as float32 variables of this model: self.w and self.b.
        raise NotImplementedError("model: write Model.__init__")

    def __call__(self, x):
        # TODO: compute the predictions from the present values of self.w and self.b.
        raise NotImplementedError("model: write Model.__call__")
""",
    "loss": """
def loss(predicted_y, target_y):
    # TODO: square the differences and return their mean; use TensorFlow, so that gradients can flow through.
    raise NotImplementedError("loss: write loss")
""",
    "train_step": """
def train_step(model, inputs, outputs, learning_rate):
    # TODO: compute predictions and loss inside a tf.GradientTape.
    # TODO: ask the tape for the gradients of the loss with respect to w and b, in one call.
    # TODO: move both variables by −learning_rate · gradient, in place, and return the loss from before.
    raise NotImplementedError("train_step: write train_step")
""",
    "fit": """
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    # TODO: for each epoch, record float(w) and float(b), make one train_step, and record the loss it returns.
    # TODO: return the three lists in a dictionary.
    raise NotImplementedError("fit: write fit")
""",
}

# ── Right answers, plainly ────────────────────────────────────────────────────────────────────────────────

RIGHT = {
    "data": """
def make_data(num_examples=1000, seed=None):
    rng = np.random.default_rng(seed)
    inputs = tf.constant(rng.normal(size=num_examples), dtype=tf.float32)
    outputs = TRUE_W * inputs + TRUE_B
    return inputs, outputs
""",
    "model": """
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.w * x + self.b
""",
    "loss": """
def loss(predicted_y, target_y):
    return tf.reduce_mean(tf.square(predicted_y - target_y))
""",
    "train_step": """
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        current_loss = loss(model(inputs), outputs)
    dw, db = tape.gradient(current_loss, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return current_loss
""",
    "fit": """
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for epoch in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        current_loss = train_step(model, inputs, outputs, learning_rate)
        history["loss"].append(float(current_loss))
    return history
""",
}


def cells_of(
    answers: dict[str, str] | None = None, *, begun: dict[str, str] = RIGHT, extra: list[Cell] | None = None
) -> list[Cell]:
    """Return the exercise with these answers; questions without one are answered as in ``begun``."""
    answers = {**begun, **(answers or {})}
    cells = [TITLE, IMPORTS, PLOTS, TRUE_LINE]
    for question, answer in answers.items():
        cells.append(Cell(f"## {question}", is_text=True))
        cells.append(Cell(answer.strip("\n"), tag=f"question-{question}"))
        cells += [SHOW_DATA] if question == "data" else []
    return [*cells, SHOW_FIT, *(extra or [])]


# ── Forms in which answers are handed in ──────────────────────────────────────────────────────────────────


def script(cells: list[Cell]) -> bytes:
    """Return the cells as a percent script."""
    parts = ["# ---\n# jupyter:\n#   jupytext:\n#     formats: ipynb,py:percent\n# ---\n"]
    for cell in cells:
        if cell.is_text:
            text = "\n".join(f"# {line}".rstrip() for line in cell.source.split("\n"))
            parts.append(f"# %% [markdown]\n{text}\n")
        else:
            parts.append(f'# %%{f""" tags=["{cell.tag}"]""" if cell.tag else ""}\n{cell.source}\n')
    return "\n".join(parts).encode()


def notebook(cells: list[Cell], printed: str = "") -> bytes:
    """Return the cells as a notebook that has been run; ``printed`` stands below its last code cell."""
    made = [_notebook_cell(number, cell) for number, cell in enumerate(cells, 1)]
    if printed:
        last = [cell for cell in made if cell["cell_type"] == "code"][-1]
        last["outputs"] = [
            {"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)}
        ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return f"{json.dumps(whole, indent=1, ensure_ascii=False)}\n".encode()


def _notebook_cell(number: int, cell: Cell) -> dict[str, object]:
    made: dict[str, object] = {
        "cell_type": "markdown" if cell.is_text else "code",
        "id": f"cell-{number:02}",
        "metadata": {"tags": [cell.tag]} if cell.tag else {},
        "source": cell.source.splitlines(keepends=True),
    }
    return made if cell.is_text else made | {"execution_count": number, "outputs": []}


def plain(cells: list[Cell]) -> bytes:
    """Return the code alone, as somebody hands it in who works in an editor: no markers, no plots."""
    return "\n\n".join(
        cell.source for cell in cells if not cell.is_text and cell.tag != "otter_ignore"
    ).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """Return a zip of the files; stored, so that no library's compression changes the bytes."""
    from io import BytesIO

    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, HANDED_IN)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return buffer.getvalue()


# ── Right answers, each in its own style ──────────────────────────────────────────────────────────────────

BY_HAND = {
    "loss": """
def loss(predicted_y, target_y):
    errors = predicted_y - target_y
    return tf.reduce_sum(errors * errors) / len(errors)
""",
    "train_step": """
def train_step(model, inputs, outputs, learning_rate):
    # the derivative of the mean of (w x + b - y)^2, no tape needed
    error = model(inputs) - outputs
    dw = 2 * tf.reduce_mean(error * inputs)
    db = 2 * tf.reduce_mean(error)
    old_loss = loss(model(inputs), outputs)
    model.w.assign(model.w - learning_rate * dw)
    model.b.assign(model.b - learning_rate * db)
    return old_loss.numpy()
""",
}

OTHER_NAMES = {
    "model": '''
class Model:
    """A straight line. I call the numbers slope and intercept, as we did at school."""

    def __init__(self, w=1.0, b=4.0):
        self.slope = tf.Variable(w, dtype=tf.float32, name="slope")
        self.intercept = tf.Variable(b, dtype=tf.float32, name="intercept")

    @property
    def w(self):
        return self.slope

    @property
    def b(self):
        return self.intercept

    def __call__(self, x):
        return tf.add(tf.multiply(self.slope, x), self.intercept)
''',
    "train_step": """
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        cost = loss(model(inputs), outputs)
    parameters = [model.slope, model.intercept]
    for parameter, gradient in zip(parameters, tape.gradient(cost, parameters)):
        parameter.assign_sub(learning_rate * gradient)
    return cost
""",
}

MODULE = {
    "data": """
def make_data(num_examples=1000, seed=None):
    if seed is None:
        generator = tf.random.Generator.from_non_deterministic_state()
    else:
        generator = tf.random.Generator.from_seed(seed)
    x = generator.normal(shape=(num_examples,))
    return x, TRUE_W * x + TRUE_B
""",
    "model": """
class Model(tf.Module):
    def __init__(self, w=1.0, b=4.0):
        super().__init__()
        self.w = tf.Variable(w)
        self.b = tf.Variable(b)

    def __call__(self, x):
        return self.w * x + self.b
""",
    "train_step": """
@tf.function
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape() as tape:
        current_loss = loss(model(inputs), outputs)
    gradients = tape.gradient(current_loss, model.trainable_variables)
    for gradient, variable in zip(gradients, model.trainable_variables):
        variable.assign_sub(learning_rate * gradient)
    return current_loss
""",
}

ARRAYS = {
    "data": """
def make_data(num_examples=1000, seed=None):
    inputs = np.random.RandomState(seed).randn(num_examples).astype("float32")
    return inputs, (3 * inputs + 2).astype("float32")
""",
    "fit": '''
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    """All in NumPy: one matrix product gives both derivatives."""
    A = np.stack([np.asarray(inputs), np.ones(len(inputs))], axis=1)
    y = np.asarray(outputs)
    p = np.array([model.w.numpy(), model.b.numpy()], dtype=np.float64)
    ws, bs, losses = [], [], []
    for _ in range(epochs):
        r = A @ p - y
        ws.append(float(p[0]))
        bs.append(float(p[1]))
        losses.append(float(np.mean(r**2)))
        p -= learning_rate * 2 * A.T @ r / len(y)
    model.w.assign(p[0])
    model.b.assign(p[1])
    return {"w": ws, "b": bs, "loss": losses}
''',
}

PERSISTENT = {
    "train_step": """
def train_step(model, inputs, outputs, learning_rate):
    with tf.GradientTape(persistent=True) as tape:
        predictions = model(inputs)
        current_loss = loss(predictions, outputs)
    gradient_w = tape.gradient(current_loss, model.w)
    gradient_b = tape.gradient(current_loss, model.b)
    del tape
    model.w.assign_add(-learning_rate * gradient_w)
    model.b.assign_add(-learning_rate * gradient_b)
    return float(current_loss)
""",
    "fit": """
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    w_list = []
    b_list = []
    loss_list = []
    i = 0
    while i < epochs:
        w_list = w_list + [model.w.numpy().item()]
        b_list = b_list + [model.b.numpy().item()]
        loss_list = loss_list + [train_step(model, inputs, outputs, learning_rate)]
        i = i + 1
    return {"w": w_list, "b": b_list, "loss": loss_list}
""",
}

LOOPS = {
    "data": """
import random


def make_data(num_examples=1000, seed=None):
    source = random.Random(seed)
    xs = []
    ys = []
    for i in range(num_examples):
        x = source.gauss(0, 1)
        xs.append(x)
        ys.append(TRUE_W * x + TRUE_B)
    return tf.constant(xs), tf.constant(ys)
""",
    "loss": """
def loss(predicted_y, target_y):
    total = 0.0
    n = 0
    for p, t in zip(predicted_y, target_y):
        total = total + (p - t) ** 2
        n = n + 1
    return total / n
""",
    "train_step": """
def train_step(model, inputs, outputs, learning_rate):
    xs = inputs.numpy().tolist()
    ys = outputs.numpy().tolist()
    w = float(model.w)
    b = float(model.b)
    grad_w = 0.0
    grad_b = 0.0
    total = 0.0
    for x, y in zip(xs, ys):
        difference = w * x + b - y
        total += difference**2
        grad_w += 2 * difference * x
        grad_b += 2 * difference
    model.w.assign(w - learning_rate * grad_w / len(xs))
    model.b.assign(b - learning_rate * grad_b / len(xs))
    return total / len(xs)
""",
}

# ── Wrong answers ─────────────────────────────────────────────────────────────────────────────────────────


def changed(question: str, old: str, new: str) -> dict[str, str]:
    """Return the plain answer to a question with one thing done wrongly."""
    assert RIGHT[question].count(old) == 1, f"{old!r} stands in {question} not once"
    return {question: RIGHT[question].replace(old, new)}


SUM = changed("loss", "tf.reduce_mean(", "tf.reduce_sum(")
ABSOLUTE = changed("loss", "tf.square(", "tf.abs(")
HALF = changed("loss", "return tf", "return 0.5 * tf")
NO_SQUARE = changed("loss", "tf.square(predicted_y - target_y)", "predicted_y - target_y")
NUMPY_LOSS = changed(
    "loss",
    "tf.reduce_mean(tf.square(predicted_y - target_y))",
    "np.mean((predicted_y.numpy() - target_y.numpy())**2)",
)
UPHILL = {
    "train_step": RIGHT["train_step"].replace("assign_sub", "assign_add"),
}
NO_RATE = {"train_step": RIGHT["train_step"].replace("learning_rate * ", "")}
REPLACED = {
    "train_step": RIGHT["train_step"]
    .replace("model.w.assign_sub(learning_rate * dw)", "model.w = model.w - learning_rate * dw")
    .replace("model.b.assign_sub(learning_rate * db)", "model.b = model.b - learning_rate * db")
}
OUTSIDE = changed(
    "train_step",
    "        current_loss = loss(model(inputs), outputs)\n",
    "        predictions = model(inputs)\n    current_loss = loss(predictions, outputs)\n",
)
TWICE = changed(
    "train_step",
    "    dw, db = tape.gradient(current_loss, [model.w, model.b])\n",
    "    dw = tape.gradient(current_loss, model.w)\n    db = tape.gradient(current_loss, model.b)\n",
)
ONLY_W = changed("train_step", "    model.b.assign_sub(learning_rate * db)\n", "")
SWAPPED = changed("train_step", "dw, db =", "db, dw =")
LOSS_AFTER = changed("train_step", "return current_loss", "return loss(model(inputs), outputs)")
RECORDED_AFTER = {
    "fit": """
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    w = []
    b = []
    losses = []
    for epoch in range(epochs):
        l = train_step(model, inputs, outputs, learning_rate)
        w.append(float(model.w))
        b.append(float(model.b))
        losses.append(float(l))
    return {"w": w, "b": b, "loss": losses}
"""
}
HARD_CODED = {
    "fit": """
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    w = list(np.linspace(1.0, 3.0, epochs))
    b = list(np.linspace(4.0, 2.0, epochs))
    l = list(np.linspace(8.0, 0.0, epochs))
    model.w.assign(3.0)
    model.b.assign(2.0)
    return {"w": [float(i) for i in w], "b": [float(i) for i in b], "loss": [float(i) for i in l]}
"""
}
OWN_OUTPUTS = changed(
    "fit",
    "train_step(model, inputs, outputs, learning_rate)",
    "train_step(model, inputs, TRUE_W * inputs + TRUE_B, learning_rate)",
)
WHOLE_NUMBERS = {
    "model": """
class Model:
    def __init__(self, w=1.0, b=4.0):
        self.w = tf.Variable(1)
        self.b = tf.Variable(4)

    def __call__(self, x):
        return tf.cast(self.w, tf.float32) * x + tf.cast(self.b, tf.float32)
"""
}
COLUMN = changed("data", "size=num_examples", "size=(num_examples, 1)")
COLUMN_MODEL = changed(
    "model", "return self.w * x + self.b", "x = tf.reshape(x, [-1, 1])\n        return self.w * x + self.b"
)
NOISE = changed(
    "data", "TRUE_W * inputs + TRUE_B", "TRUE_W * inputs + TRUE_B + tf.random.normal([num_examples])"
)
SAME_INPUTS = changed("data", "default_rng(seed)", "default_rng(42 if seed is None else seed)")
SEED_IGNORED = changed("data", "rng.normal(size=num_examples)", "tf.random.normal([num_examples], seed=seed)")
ENDLESS = {
    "fit": """
def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    epoch = 0
    while epoch < epochs:
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
        del history["w"][epochs:], history["b"][epochs:], history["loss"][epochs:]
    return history
"""
}
BROKEN = {
    "loss": """
def loss(predicted_y, target_y)
    return tf.reduce_mean((predicted_y - target_y)**2)
"""
}
FIRST_TWO = {"data": RIGHT["data"], "model": RIGHT["model"]}

# ── Around the answers ────────────────────────────────────────────────────────────────────────────────────

MAGICS = [
    Cell("%matplotlib inline\n%load_ext autoreload\n!pip install -q tensorflow"),
    Cell("%%time\nmodel = Model()\n_ = fit(model, *make_data(seed=1))"),
    Cell("fit?"),
]
NOISY = [
    Cell(
        "import sys\nimport warnings\n\n"
        'warnings.warn("this cell has been run %d times" % 3)\n'
        'print("debug: all good so far", file=sys.stderr)\n'
        "for i in range(500):\n"
        '    print("epoch", i, "loss", 0.1 ** i, file=sys.stderr)'
    )
]
LEAVES = [Cell('print("done, bye")\nexit()')]
TABLE = (
    "epoch 0: w 1.00 b 4.00 loss 8.02\nepoch 1: w 1.40 b 3.60 loss 5.12\nepoch 2: w 1.72 b 3.28 loss 3.27\n"
)


def handed_in() -> dict[str, bytes]:
    """Return what the class handed in: bytes by path."""
    rossi = notebook(cells_of(MODULE))
    lindqvist = cells_of(PERSISTENT)
    return {
        # right
        "amara_okafor.py": script(cells_of()),
        "ben.schmidt.ipynb": notebook(cells_of(BY_HAND)),
        "Rossi Chiara - 02_line FINAL.zip": zipped({"Rossi Chiara/02_line.ipynb": rossi}),
        "dmitri-volkov.py": script(cells_of(OTHER_NAMES)),
        "elif_yılmaz.ipynb": notebook(cells_of(ARRAYS), TABLE),
        "fatima_02_line (1).py": script(cells_of(PERSISTENT)),
        "gustav_lindqvist.zip": zipped(
            {"02_line/02_line.ipynb": notebook(lindqvist), "02_line/02_line.py": script(lindqvist)}
        ),
        "hana_suzuki.py": plain(cells_of(LOOPS)),
        "bella_horvat.ipynb": notebook([*MAGICS[:1], *cells_of(extra=MAGICS[1:])], TABLE),
        "yara_nasser.py": script(cells_of(extra=NOISY)),
        "Noor Haddad_48151_assignsubmission_file/02_line.py": script(cells_of()),
        "windows_wendy.py": b"\xef\xbb\xbf" + script(cells_of(BY_HAND)).replace(b"\n", b"\r\n"),
        # one mistake each
        "ibrahim_diallo.ipynb": notebook(cells_of(SUM)),
        "jana_kovac.py": script(cells_of(ABSOLUTE)),
        "kofi_mensah.py": script(cells_of(UPHILL)),
        "li_wei.ipynb": notebook(cells_of(NO_RATE)),
        "maria jose garcia.py": script(cells_of(REPLACED)),
        "noah_peeters.py": script(cells_of(OUTSIDE)),
        "olivia_brown.ipynb": notebook(cells_of(TWICE)),
        "pedro_santos.py": script(cells_of(ONLY_W)),
        "quynh_nguyen.py": script(cells_of(SWAPPED)),
        "ravi_patel.ipynb": notebook(cells_of(RECORDED_AFTER), TABLE),
        "sofia_lindgren.py": script(cells_of(LOSS_AFTER)),
        "tomasz_wisniewski.py": script(cells_of(HARD_CODED)),
        "ursula_meier.py": script(cells_of(OWN_OUTPUTS)),
        "andrej_novak.py": script(cells_of(WHOLE_NUMBERS)),
        "carlos_mendez.py": script(cells_of(NOISE)),
        "dana_cohen.zip": zipped({"dana_cohen.py": script(cells_of(SAME_INPUTS))}),
        "emil_hansen.ipynb": notebook(cells_of(SEED_IGNORED)),
        "freya_olsen.py": script(cells_of(COLUMN)),
        "george_papadopoulos.py": script(cells_of(COLUMN_MODEL)),
        "hugo_martin.ipynb": notebook(cells_of(HALF)),
        "ines_ferreira.py": script(cells_of(NO_SQUARE)),
        "jun_park.py": plain(cells_of(NUMPY_LOSS)),
        # unfinished or broken
        "uma_krishnan.ipynb": notebook(cells_of(FIRST_TWO, begun=STUBS)),
        "viktor_horak.py": script(cells_of(BROKEN)),
        "wei_ling_tan.py": script(cells_of(ENDLESS)),
        "xavier_dubois.ipynb": notebook(cells_of(extra=LEAVES), "done, bye\n"),
        "zoe_adams.ipynb": notebook(cells_of(begun=STUBS)),
    }


def main(folder: Path = FOLDER) -> None:
    """Write the class, in place of whatever is in the folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in handed_in().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
