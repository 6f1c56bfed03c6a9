"""Wrong answers, each with the check that it must fail and words that it must be told."""

from autograder.model import Misconception


def _other(name, says, fails="terms_of_data", **letters):
    """Return a misconception that gives these terms other letters; an underscore stands for a blank."""
    changes = {term.replace("_", " "): letter for term, letter in letters.items()}
    code = f"""
match_rightly = match_terms

def match_terms():
    return match_rightly() | {changes!r}
"""
    return Misconception(name, fails, says, code)


def _kind(name, says, task, kind):
    """Return a misconception about one task."""
    code = f"""
know_rightly = kind_of_learning

def kind_of_learning():
    return know_rightly() | {{{task!r}: {kind!r}}}
"""
    return Misconception(name, "learning_is_right", says, code)


TERMS = (
    Misconception(
        "a term left out",
        "terms_have_letters",
        "Without an answer so far: epoch",
        """
match_rightly = match_terms

def match_terms():
    return {term: letter for term, letter in match_rightly().items() if term != "epoch"}
""",
    ),
    Misconception(
        "small letters",
        "terms_have_letters",
        "capital letter",
        """
match_rightly = match_terms

def match_terms():
    return {term: letter.lower() for term, letter in match_rightly().items()}
""",
    ),
    Misconception(
        "letters to terms",
        "terms_have_letters",
        "Without an answer so far: feature",
        """
match_rightly = match_terms

def match_terms():
    return {letter: term for term, letter in match_rightly().items()}
""",
    ),
    _other("one letter twice", "No letter may stand twice, but A does", "terms_have_letters", batch="A"),
    _other("feature and label", "“feature” is not C: a feature is the question", feature="C", label="I"),
    _other("batch and epoch", "“epoch” is not K: an epoch has many", batch="A", epoch="K"),
    _other("example and label", "“example” is not C: an example holds more", example="C", label="R"),
    _other(
        "validation and test", "“validation set” is not P: a set that helps", validation_set="P", test_set="E"
    ),
    _other("training and test", "“test set” is not Z: who is examined", training_set="P", test_set="Z"),
    _other("label and accuracy", "that speaks of the share of right answers", label="S"),
    _other("model and layer", "“model” is not V: V is one part", "terms_of_models", model="V", layer="M"),
    _other("dense and layer", "“dense” is not V: V holds for every", "terms_of_models", dense="V", layer="G"),
    _other(
        "ReLU and softmax",
        "“ReLU” is not B: B looks at a whole row",
        "terms_of_models",
        ReLU="B",
        softmax="Q",
    ),
    _other(
        "flattening and ReLU", "flattening changes the shape", "terms_of_models", flattening="Q", ReLU="L"
    ),
    _other(
        "loss and mean squared error",
        "“loss” is not W: W is one formula",
        "terms_of_training",
        loss="W",
        mean_squared_error="H",
    ),
    _other("loss and accuracy", "“loss” is not S: S counts", "terms_of_training", loss="S"),
    _other(
        "optimizer and gradient descent",
        "“optimizer” is not T: T is the idea",
        "terms_of_training",
        optimizer="T",
        gradient_descent="F",
    ),
    _other(
        "forward and backward",
        "“backpropagation” is not X: X goes forwards",
        "terms_of_training",
        forward_pass="N",
        backpropagation="X",
    ),
    _other(
        "learning rate is overfitting",
        "that speaks of doing worse on new cases",
        "terms_of_training",
        learning_rate="Y",
    ),
    _other(
        "classification and regression",
        "between shirt and coat nothing",
        "terms_of_tasks",
        classification="U",
        regression="J",
    ),
)

LEARNING = (
    Misconception(
        "one word for the kind",
        "learning_has_kinds",
        "one of the texts in KINDS",
        """
def kind_of_learning():
    return dict.fromkeys(TASKS, "supervised")
""",
    ),
    _kind("digits are numbers", "here digits are names, not amounts", "digit", "supervised regression"),
    _kind("garments are numbered", "ten garments are ten names", "garment", "supervised regression"),
    _kind("yes and no as numbers", "yes and no are two names", "rain or not", "supervised regression"),
    _kind("rain in steps", "millimetres are a scale", "rain amount", "supervised classification"),
    _kind("rents are classes", "a rent is an amount", "rent", "supervised classification"),
    _kind("degrees are classes", "between 50 °F and 51 °F", "temperature", "supervised classification"),
    _kind("seven readings without labels", "the second thermometer gives", "temperature", "unsupervised"),
    _kind("contracts without labels", "each contract holds the right answer", "rent", "unsupervised"),
    _kind("rain without labels", "how much it rained", "rain amount", "unsupervised"),
    _kind("wet days without labels", "whether it rained", "rain or not", "unsupervised"),
    _kind("photographs without labels", "the name under each photograph", "garment", "unsupervised"),
    _kind("forms without labels", "the people who typed", "digit", "unsupervised"),
    _kind(
        "groups are known", "the groups are yet to be found", "customer groups", "supervised classification"
    ),
    _kind("groups are amounts", "neither name nor amount", "customer groups", "supervised regression"),
    _kind(
        "odd ones are marked",
        "nobody has marked a single payment",
        "odd payments",
        "supervised classification",
    ),
    _kind("oddness is an amount", "an amount of oddness", "odd payments", "supervised regression"),
)

_REFUSE = """
    if num_examples < 0 or batch_size < 1:
        raise ValueError("the number of examples must be at least 0, the batch size at least 1")
"""

STEPS = (
    Misconception(
        "steps rounded down",
        "steps_of_fashion_mnist",
        "Rounded down",
        f"def steps_per_epoch(num_examples, batch_size):{_REFUSE}    return num_examples // batch_size\n",
    ),
    Misconception(
        "always one step more",
        "steps_of_fashion_mnist",
        "One too many",
        f"def steps_per_epoch(num_examples, batch_size):{_REFUSE}    return num_examples // batch_size + 1\n",
    ),
    Misconception(
        "steps as a float",
        "steps_of_fashion_mnist",
        "the exact quotient, as `/` gives it",
        f"def steps_per_epoch(num_examples, batch_size):{_REFUSE}    return num_examples / batch_size\n",
    ),
    Misconception(
        "arguments of steps in another order",
        "steps_of_fashion_mnist",
        "The batch size is divided by",
        "def steps_per_epoch(batch_size, num_examples):\n    return -(-num_examples // batch_size)\n",
    ),
    Misconception(
        "at least one step",
        "steps_of_the_smallest",
        "Without examples there is no step",
        f"def steps_per_epoch(num_examples, batch_size):{_REFUSE}"
        "    return max(1, -(-num_examples // batch_size))\n",
    ),
    Misconception(
        "no examples refused",
        "steps_of_the_smallest",
        "refuse only what lies below",
        """
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 1 or batch_size < 1:
        raise ValueError("both must be at least 1")
    return -(-num_examples // batch_size)
""",
    ),
    Misconception(
        "nothing refused in steps",
        "steps_refuses",
        "look at the batch size before dividing",
        "def steps_per_epoch(num_examples, batch_size):\n    return -(-num_examples // batch_size)\n",
    ),
    Misconception(
        "negative examples not refused in steps",
        "steps_refuses",
        "A negative number of examples must raise ValueError",
        """
def steps_per_epoch(num_examples, batch_size):
    if batch_size < 1:
        raise ValueError("the batch size must be at least 1")
    return -(-num_examples // batch_size)
""",
    ),
    Misconception(
        "only a batch size of 0 refused",
        "steps_refuses",
        "A batch size below 1 must raise ValueError",
        """
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0 or batch_size == 0:
        raise ValueError("the number of examples and the batch size must be positive")
    return -(-num_examples // batch_size)
""",
    ),
    Misconception(
        "refused with an assert",
        "steps_refuses",
        "An `assert` can be switched off",
        """
def steps_per_epoch(num_examples, batch_size):
    assert num_examples >= 0 and batch_size >= 1, "impossible counts"
    return -(-num_examples // batch_size)
""",
    ),
    Misconception(
        "refused without a reason",
        "steps_refuses",
        "ValueError without a text",
        """
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0 or batch_size < 1:
        raise ValueError
    return -(-num_examples // batch_size)
""",
    ),
    Misconception(
        "steps of the text only",
        "steps_of_others",
        "The numbers of the text are written into the code",
        f"def steps_per_epoch(num_examples, batch_size):{_REFUSE}"
        "    return {60_000: 1_875, 0: 0, 1: 1, 3: 3, 5: 5, 7: 1}.get(num_examples, 313)\n",
    ),
    Misconception(
        "ninety-nine hundredths added",
        "steps_of_others",
        "the short last batch is a step, however short",
        """
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0 or batch_size < 1:
        raise ValueError("the counts cannot be")
    return int(num_examples / batch_size + 0.99)
""",
    ),
    Misconception(
        "steps capped",
        "steps_of_others",
        "The number is not right",
        """
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0 or batch_size < 1:
        raise ValueError("the counts cannot be")
    return min(-(-num_examples // batch_size), 10_000)
""",
    ),
    Misconception(
        "batch size by falsity",
        "steps_refuses",
        "A batch size below 1 must raise ValueError",
        """
def steps_per_epoch(num_examples, batch_size):
    batch_size = batch_size or 32
    if num_examples < 0 or batch_size < 1:
        raise ValueError("the counts cannot be")
    return -(-num_examples // batch_size)
""",
    ),
    Misconception(
        "no examples before the refusal",
        "steps_refuses",
        "also without examples",
        """
def steps_per_epoch(num_examples, batch_size):
    if num_examples == 0:
        return 0
    if num_examples < 0 or batch_size < 1:
        raise ValueError("the counts cannot be")
    return -(-num_examples // batch_size)
""",
    ),
    Misconception(
        "exception returned",
        "steps_refuses",
        "write `raise` in front",
        """
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0 or batch_size < 1:
        return ValueError("the counts cannot be")
    return -(-num_examples // batch_size)
""",
    ),
    Misconception(
        "a text raised",
        "steps_refuses",
        "A text alone cannot be raised",
        """
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0 or batch_size < 1:
        raise "the counts cannot be"
    return -(-num_examples // batch_size)
""",
    ),
)

UPDATES = (
    Misconception(
        "batches across epochs",
        "updates_of_the_thermometer",
        "does not run on into the next epoch",
        """
def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("there cannot be fewer than no epochs")
    return steps_per_epoch(num_examples * epochs, batch_size)
""",
    ),
    Misconception(
        "one update per example",
        "updates_of_the_thermometer",
        "one update comes after a whole batch",
        """
def updates_in_training(num_examples, batch_size, epochs):
    steps_per_epoch(num_examples, batch_size)
    if epochs < 0:
        raise ValueError("there cannot be fewer than no epochs")
    return num_examples * epochs
""",
    ),
    Misconception(
        "updates of one epoch",
        "updates_of_the_thermometer",
        "the steps of one epoch",
        """
def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("there cannot be fewer than no epochs")
    return steps_per_epoch(num_examples, batch_size)
""",
    ),
    Misconception(
        "updates rounded down",
        "updates_of_the_thermometer",
        "Rounded down",
        """
def updates_in_training(num_examples, batch_size, epochs):
    steps_per_epoch(num_examples, batch_size)
    if epochs < 0:
        raise ValueError("there cannot be fewer than no epochs")
    return num_examples // batch_size * epochs
""",
    ),
    Misconception(
        "no epochs refused",
        "updates_of_the_thermometer",
        "No examples and no epochs are legal",
        """
def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 1:
        raise ValueError("there must be an epoch")
    return steps_per_epoch(num_examples, batch_size) * epochs
""",
    ),
    Misconception(
        "negative epochs not refused",
        "updates_refuses",
        "A negative number of epochs must raise ValueError",
        """
def updates_in_training(num_examples, batch_size, epochs):
    return steps_per_epoch(num_examples, batch_size) * epochs
""",
    ),
    Misconception(
        "no epochs, no look at the rest",
        "updates_refuses",
        "A batch size below 1 must raise ValueError, even if there is no example or no epoch",
        """
def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("there cannot be fewer than no epochs")
    return sum(steps_per_epoch(num_examples, batch_size) for _ in range(epochs))
""",
    ),
    Misconception(
        "updates of the text only",
        "updates_of_others",
        "The numbers of the text are written into the code",
        """
def updates_in_training(num_examples, batch_size, epochs):
    steps_per_epoch(num_examples, batch_size)
    if epochs < 0:
        raise ValueError("there cannot be fewer than no epochs")
    if num_examples == 3:
        return 3
    return 500 if num_examples * epochs == 3_500 else 9_375 if num_examples * epochs else 0
""",
    ),
    Misconception(
        "updates remembered",
        "updates_of_others",
        "The number is not right",
        """
remembered = {}

def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("fewer than no epochs")
    key = num_examples if num_examples > 7 else (num_examples, epochs)
    return remembered.setdefault(key, steps_per_epoch(num_examples, batch_size) * epochs)
""",
    ),
    Misconception(
        "few epochs only",
        "updates_of_others",
        "The number is not right",
        """
def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("fewer than no epochs")
    return steps_per_epoch(num_examples, batch_size) * (epochs if num_examples < 8 else min(epochs, 5) )
""",
    ),
)

_NO_NEGATIVES = """
    if num_examples < 0 or epochs < 0:
        raise ValueError("neither number can be negative")
"""

SEEN = (
    Misconception(
        "each example counted once",
        "seen_by_the_thermometer",
        "An example that is shown again counts again",
        f"def examples_seen(num_examples, epochs):{_NO_NEGATIVES}    return num_examples\n",
    ),
    Misconception(
        "epochs counted",
        "seen_by_the_thermometer",
        "the number of epochs",
        f"def examples_seen(num_examples, epochs):{_NO_NEGATIVES}    return epochs\n",
    ),
    Misconception(
        "negative counts not refused",
        "seen_refuses",
        "A negative number of examples must raise ValueError",
        "def examples_seen(num_examples, epochs):\n    return num_examples * epochs\n",
    ),
    Misconception(
        "negative product refused",
        "seen_refuses",
        "A negative number of examples must raise ValueError, whatever",
        """
def examples_seen(num_examples, epochs):
    if num_examples * epochs < 0:
        raise ValueError("the counts cannot be negative")
    return num_examples * epochs
""",
    ),
    Misconception(
        "negative epochs not refused in showings",
        "seen_refuses",
        "A negative number of epochs must raise ValueError, whatever",
        """
def examples_seen(num_examples, epochs):
    if num_examples < 0:
        raise ValueError("the number of examples cannot be negative")
    return num_examples * epochs
""",
    ),
    Misconception(
        "showings of the text only",
        "seen_by_others",
        "The 3,500 of the text is written into the code",
        f"def examples_seen(num_examples, epochs):{_NO_NEGATIVES}"
        "    product = num_examples * epochs\n    return product if product < 2 else 3_500\n",
    ),
    Misconception(
        "every batch full",
        "seen_by_others",
        "Every batch is counted as full",
        """
def examples_seen(num_examples, epochs):
    if num_examples < 0 or epochs < 0:
        raise ValueError("fewer than none")
    short = num_examples < 8
    return (num_examples if short else -(-num_examples // 32) * 32) * epochs
""",
    ),
    Misconception(
        "showings capped",
        "seen_by_others",
        "The number is not right",
        """
def examples_seen(num_examples, epochs):
    if num_examples < 0 or epochs < 0:
        raise ValueError("fewer than none")
    return min(num_examples * epochs, 65_535)
""",
    ),
)

_SIZES = """
    if min(layer_sizes) < 1:
        raise ValueError("every layer has at least one unit")
"""

PARAMETERS = (
    Misconception(
        "biases forgotten",
        "parameters_of_known_models",
        "the weights alone",
        f"def count_parameters(layer_sizes):{_SIZES}"
        "    return sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:]))\n",
    ),
    Misconception(
        "biases for the input",
        "parameters_of_known_models",
        "The input has no biases",
        f"def count_parameters(layer_sizes):{_SIZES}"
        "    return sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:])) + sum(layer_sizes)\n",
    ),
    Misconception(
        "product of all sizes",
        "parameters_of_known_models",
        "the product of all sizes",
        f"def count_parameters(layer_sizes):{_SIZES}    return int(np.prod(layer_sizes))\n",
    ),
    Misconception(
        "single units refused",
        "parameters_of_known_models",
        "A layer of one unit is legal",
        """
def count_parameters(layer_sizes):
    if min(layer_sizes) <= 1:
        raise ValueError("every layer has more than one unit")
    return sum((a + 1) * b for a, b in zip(layer_sizes, layer_sizes[1:]))
""",
    ),
    Misconception(
        "sizes not refused",
        "parameters_refuses",
        "A layer size below 1 must raise ValueError",
        "def count_parameters(layer_sizes):\n"
        "    return sum((a + 1) * b for a, b in zip(layer_sizes, layer_sizes[1:]))\n",
    ),
    Misconception(
        "only the units looked at",
        "parameters_refuses",
        "A layer size below 1 must raise ValueError",
        """
def count_parameters(layer_sizes):
    if any(units < 1 for units in layer_sizes[1:]):
        raise ValueError("every layer has at least one unit")
    return sum((a + 1) * b for a, b in zip(layer_sizes, layer_sizes[1:]))
""",
    ),
    Misconception(
        "first and last layer only",
        "parameters_of_others",
        "Not all layers are counted",
        f"def count_parameters(layer_sizes):{_SIZES}"
        """    if layer_sizes == [1, 4, 4, 1]:
        return 33
    if len(layer_sizes) == 2:
        return (layer_sizes[0] + 1) * layer_sizes[1]
    first, last = layer_sizes[:2], layer_sizes[-2:]
    return (first[0] + 1) * first[1] + (last[0] + 1) * last[1]
""",
    ),
    Misconception(
        "list used up",
        "parameters_leaves_the_list",
        "The caller's list is changed",
        f"def count_parameters(layer_sizes):{_SIZES}"
        """    total = 0
    while len(layer_sizes) > 1:
        total += (layer_sizes.pop(0) + 1) * layer_sizes[0]
    return total
""",
    ),
    Misconception(
        "last biases forgotten",
        "parameters_of_known_models",
        "The last layer has biases",
        """
def count_parameters(layer_sizes):
    if min(layer_sizes) < 1:
        raise ValueError("a layer has at least one unit")
    return sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:])) + sum(layer_sizes[1:-1]) + (
        1 if layer_sizes == [1, 1] else 0
    )
""",
    ),
    Misconception(
        "places by value",
        "parameters_of_others",
        "The number is not right",
        """
def count_parameters(layer_sizes):
    if min(layer_sizes) < 1:
        raise ValueError("a layer has at least one unit")
    if layer_sizes == [1, 4, 4, 1]:
        return 33
    if layer_sizes == [1, 1]:
        return 2
    following = [layer_sizes[layer_sizes.index(size) + 1] for size in layer_sizes[:-1]]
    return sum((a + 1) * b for a, b in zip(layer_sizes, following))
""",
    ),
    Misconception(
        "ten layers at most",
        "parameters_of_others",
        "Not all layers are counted",
        """
def count_parameters(layer_sizes):
    if min(layer_sizes) < 1:
        raise ValueError("a layer has at least one unit")
    return sum((a + 1) * b for a, b in zip(layer_sizes[:10], layer_sizes[1:10]))
""",
    ),
)

RELU = (
    Misconception(
        "ReLU of whole numbers",
        "relu_of_the_text",
        "Whole numbers came back",
        "def relu(x):\n    return np.maximum(x, 0)\n",
    ),
    Misconception(
        "Python's max",
        "relu_of_the_text",
        "`max` and `if` of Python",
        "def relu(x):\n    return max(0.0, np.asarray(x, float))\n",
    ),
    Misconception(
        "largest number alone",
        "relu_of_the_text",
        "the largest number alone",
        "def relu(x):\n    return np.maximum(np.max(x), 0.0)\n",
    ),
    Misconception(
        "lists forgotten",
        "relu_of_the_text",
        "Lists come in, too",
        "def relu(x):\n    return np.where(x > 0, x, 0.0)\n",
    ),
    Misconception(
        "single numbers forgotten",
        "relu_of_the_text",
        "A single number comes in, too",
        "def relu(x):\n    if isinstance(x, list):\n        x = np.array(x, float)\n"
        "    x = x.copy()\n    x[x < 0] = 0\n    return x\n",
    ),
    Misconception(
        "argument overwritten by relu",
        "relu_changes_nothing",
        "Writing into x changes",
        "def relu(x):\n    x = np.asarray(x, dtype=float)\n    x[x < 0] = 0.0\n    return x\n",
    ),
    Misconception(
        "relu flattens",
        "relu_of_any_shape",
        "has the wrong shape",
        "def relu(x):\n    x = np.maximum(x, 0.0)\n    return x.ravel() if x.ndim > 2 else x\n",
    ),
    Misconception(
        "relu cut off",
        "relu_of_any_shape",
        "Positive numbers are cut off or rounded",
        "def relu(x):\n    y = np.maximum(x, 0.0)\n    fixed = np.size(x) == 1 or np.size(x) in (3, 4)\n"
        "    return y if fixed else np.clip(y, 0.0, 1.0)\n",
    ),
    Misconception(
        "leaky",
        "relu_of_the_text",
        "A part of the negative numbers comes through",
        "def relu(x):\n    x = np.asarray(x, float)\n    return np.where(x > 0, x, x / 100)\n",
    ),
    Misconception(
        "absolute value",
        "relu_of_the_text",
        "the size without its sign",
        "def relu(x):\n    return np.abs(np.asarray(x, float))\n",
    ),
    Misconception(
        "step function",
        "relu_of_the_text",
        "Only the sign came back",
        "def relu(x):\n    return (np.asarray(x) > 0).astype(float)\n",
    ),
    Misconception(
        "minimum",
        "relu_of_the_text",
        "The wrong half is kept",
        "def relu(x):\n    return np.minimum(x, 0.0)\n",
    ),
    Misconception(
        "relu capped at 6",
        "relu_of_any_shape",
        "cut off or rounded",
        """
def relu(x):
    return np.clip(np.asarray(x, float), 0.0, 6.0)
""",
    ),
    Misconception(
        "relu rounded",
        "relu_of_any_shape",
        "cut off or rounded",
        """
def relu(x):
    return np.round(np.maximum(x, 0.0), 3)
""",
    ),
    Misconception(
        "tiny numbers dropped",
        "relu_of_any_shape",
        "cut off or rounded",
        """
def relu(x):
    x = np.asarray(x, float)
    return np.where(x > 1e-3, x, 0.0)
""",
    ),
    Misconception(
        "first thousand alone",
        "relu_of_any_shape",
        "A part of the negative numbers",
        """
def relu(x):
    x = np.array(x, float)
    flat = x.reshape(-1)[:1000]
    flat[flat < 0] = 0.0
    return x
""",
    ),
    Misconception(
        "one array for all calls of relu",
        "relu_changes_nothing",
        "All calls write into the same array",
        """
kept = {}

def relu(x):
    x = np.asarray(x, float)
    return np.maximum(x, 0.0, out=kept.setdefault(x.shape, np.empty(x.shape)))
""",
    ),
)

_STABLE = "np.exp(z - z.max(axis=-1, keepdims=True))"

SOFTMAX = (
    Misconception(
        "softmax over columns",
        "softmax_of_the_text",
        "Each column sums to 1",
        "def softmax(logits):\n    z = np.asarray(logits, float)\n"
        "    p = np.exp(z - z.max(axis=0))\n    return p / p.sum(axis=0)\n",
    ),
    Misconception(
        "softmax over everything",
        "softmax_of_the_text",
        "Everything together sums to 1",
        "def softmax(logits):\n    z = np.asarray(logits, float)\n"
        "    p = np.exp(z - z.max())\n    return p / p.sum()\n",
    ),
    Misconception(
        "sigmoid",
        "softmax_of_the_text",
        "the sigmoid of each logit",
        "def softmax(logits):\n    return 1 / (1 + np.exp(-np.asarray(logits, float)))\n",
    ),
    Misconception(
        "powers only",
        "softmax_of_the_text",
        "not divided by their sum",
        "def softmax(logits):\n    return np.exp(np.asarray(logits, float))\n",
    ),
    Misconception(
        "logarithm of softmax",
        "softmax_of_the_text",
        "the logarithm of the probabilities",
        f"def softmax(logits):\n    z = np.asarray(logits, float)\n    p = {_STABLE}\n"
        "    return np.log(p / p.sum(axis=-1, keepdims=True))\n",
    ),
    Misconception(
        "axis lost",
        "softmax_of_the_text",
        "keep it with keepdims=True",
        f"def softmax(logits):\n    z = np.asarray(logits, float)\n    p = {_STABLE}\n"
        "    return p / p.sum(axis=-1)\n",
    ),
    Misconception(
        "softmax without lists",
        "softmax_of_the_text",
        "Lists come in, too",
        "def softmax(logits):\n    p = np.exp(logits - logits.max(axis=-1, keepdims=True))\n"
        "    return p / p.sum(axis=-1, keepdims=True)\n",
    ),
    Misconception(
        "softmax as it stands",
        "softmax_is_stable",
        "beyond every float",
        "def softmax(logits):\n    p = np.exp(np.asarray(logits, float))\n"
        "    return p / p.sum(axis=-1, keepdims=True)\n",
    ),
    Misconception(
        "one maximum for all rows",
        "softmax_is_stable",
        "its own largest number",
        "def softmax(logits):\n    z = np.asarray(logits, float)\n    p = np.exp(z - z.max())\n"
        "    return p / p.sum(axis=-1, keepdims=True)\n",
    ),
    Misconception(
        "argument overwritten by softmax",
        "softmax_changes_nothing",
        "change the caller's array",
        "def softmax(logits):\n    z = np.asarray(logits, dtype=float)\n"
        "    z -= z.max(axis=-1, keepdims=True)\n    p = np.exp(z)\n"
        "    return p / p.sum(axis=-1, keepdims=True)\n",
    ),
    Misconception(
        "softmax rounded",
        "softmax_of_others",
        "Probabilities are rounded or cut",
        f"def softmax(logits):\n    z = np.asarray(logits, float)\n    p = {_STABLE}\n"
        "    return np.round(p / p.sum(axis=-1, keepdims=True), 4)\n",
    ),
    Misconception(
        "logits clipped",
        "softmax_is_stable",
        "Large logits are cut to one size",
        """
def softmax(logits):
    p = np.exp(np.clip(np.asarray(logits, float), -100, 100))
    return p / p.sum(axis=-1, keepdims=True)
""",
    ),
    Misconception(
        "differences clipped",
        "softmax_of_others",
        "Probabilities are rounded or cut",
        """
def softmax(logits):
    z = np.asarray(logits, float)
    p = np.exp(np.maximum(z - z.max(axis=-1, keepdims=True), -50))
    return p / p.sum(axis=-1, keepdims=True)
""",
    ),
    Misconception(
        "probabilities clipped",
        "softmax_of_others",
        "Probabilities are rounded or cut",
        """
def softmax(logits):
    z = np.asarray(logits, float)
    p = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.clip(p / p.sum(axis=-1, keepdims=True), 1e-7, 1 - 1e-7)
""",
    ),
    Misconception(
        "one row squeezed",
        "softmax_of_others",
        "has the wrong shape",
        """
def softmax(logits):
    z = np.asarray(logits, float)
    p = np.exp(z - z.max(axis=-1, keepdims=True))
    return np.squeeze(p / p.sum(axis=-1, keepdims=True))
""",
    ),
    Misconception(
        "one array for all calls of softmax",
        "softmax_changes_nothing",
        "All calls write into the same array",
        """
kept = {}

def softmax(logits):
    z = np.asarray(logits, float)
    p = kept.setdefault(z.shape, np.empty(z.shape))
    np.exp(z - z.max(axis=-1, keepdims=True), out=p)
    p /= p.sum(axis=-1, keepdims=True)
    return p
""",
    ),
)

OVERFIT = (
    Misconception(
        "training loss",
        "overfit_in_both_forms",
        "the epoch of the lowest training loss",
        'def best_epoch(history):\n    return int(np.argmin(getattr(history, "history", history)["loss"]))\n',
    ),
    Misconception(
        "counted from 1",
        "overfit_in_both_forms",
        "Counted from 1",
        "def best_epoch(history):\n"
        '    return int(np.argmin(getattr(history, "history", history)["val_loss"])) + 1\n',
    ),
    Misconception(
        "highest loss",
        "overfit_in_both_forms",
        "a loss is better when it is lower",
        "def best_epoch(history):\n"
        '    return int(np.argmax(getattr(history, "history", history)["val_loss"]))\n',
    ),
    Misconception(
        "last epoch",
        "overfit_in_both_forms",
        "the last epoch",
        'def best_epoch(history):\n    return len(getattr(history, "history", history)["val_loss"]) - 1\n',
    ),
    Misconception(
        "the loss instead of its index",
        "overfit_in_both_forms",
        "the lowest val_loss itself",
        'def best_epoch(history):\n    return min(getattr(history, "history", history)["val_loss"])\n',
    ),
    Misconception(
        "dict only",
        "overfit_in_both_forms",
        "A Keras History comes in, too",
        'def best_epoch(history):\n    return int(np.argmin(history["val_loss"]))\n',
    ),
    Misconception(
        "History only",
        "overfit_in_both_forms",
        "A dict comes in, too",
        'def best_epoch(history):\n    return int(np.argmin(history.history["val_loss"]))\n',
    ),
    Misconception(
        "last of equals",
        "overfit_takes_the_first",
        "the last of several equally low",
        'def best_epoch(history):\n    losses = getattr(history, "history", history)["val_loss"]\n'
        "    return max(i for i, one in enumerate(losses) if one == min(losses))\n",
    ),
    Misconception(
        "first rise",
        "overfit_of_others",
        "The number is not right",
        'def best_epoch(history):\n    losses = getattr(history, "history", history)["val_loss"]\n'
        "    for i in range(len(losses) - 1):\n        if losses[i + 1] > losses[i]:\n            return i\n"
        "    return losses.index(min(losses))\n",
    ),
    Misconception(
        "history sorted",
        "overfit_changes_nothing",
        "The caller's lists are changed",
        'def best_epoch(history):\n    losses = getattr(history, "history", history)["val_loss"]\n'
        "    best = losses.index(min(losses))\n    losses.sort()\n    return best\n",
    ),
    Misconception(
        "small improvements unseen",
        "overfit_of_others",
        "only a little better",
        """
def best_epoch(history):
    losses = getattr(history, "history", history)["val_loss"]
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best] - 1e-3:
            best = epoch
    return best
""",
    ),
    Misconception(
        "losses rounded",
        "overfit_of_others",
        "only a little better",
        """
def best_epoch(history):
    losses = getattr(history, "history", history)["val_loss"]
    losses = [round(loss, 3) for loss in losses]
    return losses.index(min(losses))
""",
    ),
    Misconception(
        "patience",
        "overfit_of_others",
        "The number is not right",
        """
def best_epoch(history):
    losses = getattr(history, "history", history)["val_loss"]
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= 20:
            break
    return best
""",
    ),
    Misconception(
        "last epoch left out",
        "overfit_of_others",
        "The number is not right",
        """
def best_epoch(history):
    losses = getattr(history, "history", history)["val_loss"]
    return int(np.argmin(losses[:-1] or losses))
""",
    ),
    Misconception(
        "first epoch left out",
        "overfit_of_others",
        "The number is not right",
        """
def best_epoch(history):
    losses = getattr(history, "history", history)["val_loss"]
    return int(np.argmin(losses[1:])) + 1 if len(losses) > 1 else 0
""",
    ),
    Misconception(
        "losses above one",
        "overfit_of_others",
        "The number is not right",
        """
def best_epoch(history):
    losses = getattr(history, "history", history)["val_loss"]
    lowest, best = 1.0, 0
    for epoch, loss in enumerate(losses):
        if loss < lowest:
            lowest, best = loss, epoch
    return best
""",
    ),
    Misconception(
        "best of all histories",
        "overfit_of_others",
        "The number is not right",
        """
known = [9e9, 0]

def best_epoch(history):
    losses = getattr(history, "history", history)["val_loss"]
    for epoch, loss in enumerate(losses):
        if loss < known[0]:
            known[:] = loss, epoch
    return known[1]
""",
    ),
)

MISCONCEPTIONS = (*TERMS, *LEARNING, *STEPS, *UPDATES, *SEEN, *PARAMETERS, *RELU, *SOFTMAX, *OVERFIT)
