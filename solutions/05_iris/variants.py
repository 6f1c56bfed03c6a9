"""Right answers written in other ways; every check must pass them."""

from autograder.model import Variant

LOAD = (
    Variant(
        "tf.data from the text",
        """
def load_csv(path, batch_size=32):
    def parse(line):
        *lengths, species = tf.io.decode_csv(line, [0.0, 0.0, 0.0, 0.0, 0])
        return tf.stack(lengths), species

    lines = tf.data.TextLineDataset(str(path)).skip(1)
    return lines.map(parse).shuffle(200).batch(batch_size).prefetch(1)
""",
    ),
    Variant(
        "make_csv_dataset with columns stacked",
        """
def load_csv(path, batch_size=32):
    columns = tf.data.experimental.make_csv_dataset(
        str(path), batch_size, label_name="species", num_epochs=1, shuffle_seed=1)
    return columns.map(lambda features, label: (tf.stack(list(features.values()), axis=1), label))
""",
    ),
    Variant(
        "answers compared as the int32 that load_csv gives",
        """
def evaluate(model, dataset):
    right, total = 0, 0
    for features, labels in dataset:
        answers = tf.argmax(model(features), axis=1, output_type=tf.int32)
        right += int(tf.math.count_nonzero(answers == labels))
        total += len(labels)
    return right / total
""",
    ),
    Variant(
        "the csv module and int64",
        """
import csv

def load_csv(path, batch_size=32):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    names = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
    features = np.array([[float(row[name]) for name in names] for row in rows], np.float32)
    labels = np.array([int(row["species"]) for row in rows])
    pairs = tf.data.Dataset.zip(
        (tf.data.Dataset.from_tensor_slices(features), tf.data.Dataset.from_tensor_slices(labels)))
    return pairs.shuffle(len(labels)).batch(batch_size)

def evaluate(model, dataset):
    right, total = 0, 0
    for features, labels in dataset:
        right += int(tf.reduce_sum(tf.cast(tf.argmax(model(features), axis=1) == labels, tf.int32)))
        total += len(labels)
    return right / total
""",
    ),
)

MODEL = (
    Variant(
        "functional",
        """
def build_model():
    inputs = tf.keras.Input((4,))
    hidden = tf.keras.layers.Dense(10, "relu")(inputs)
    hidden = tf.keras.layers.Dense(10, tf.nn.relu)(hidden)
    return tf.keras.Model(inputs, tf.keras.layers.Dense(3, activation="linear")(hidden))
""",
    ),
    Variant(
        "subclassed, layers made from the last to the first",
        """
class Network(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.last = tf.keras.layers.Dense(3)
        self.second = tf.keras.layers.Dense(10, activation="relu")
        self.first = tf.keras.layers.Dense(10, activation="relu")

    def call(self, inputs):
        return self.last(self.second(self.first(inputs)))

def build_model():
    model = Network()
    model(tf.zeros((1, 4)))
    return model
""",
    ),
    Variant(
        "activations as layers of their own",
        """
def build_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(4,), name="lengths"))
    for _ in range(2):
        model.add(tf.keras.layers.Dense(10, kernel_initializer="he_normal"))
        model.add(tf.keras.layers.ReLU())
    model.add(tf.keras.layers.Dense(3, name="logits"))
    model.compile(optimizer="sgd", loss="mse", metrics=["accuracy"])
    return model
""",
    ),
)

LOSS = (
    Variant(
        "tf.nn and reduce_mean",
        """
def loss(model, features, labels, training):
    rows = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, model(features, training=training))
    return tf.reduce_mean(rows)

def grad(model, features, labels):
    variables = model.trainable_variables
    with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
        for variable in variables:
            tape.watch(variable.value)
        value = loss(model, features, labels, True)
    return [value, [tape.gradient(value, variable.value) for variable in variables]]
""",
    ),
    Variant(
        "one-hot rows and log_softmax",
        """
def loss(model, features, labels, training):
    logits = model(features, training=training)
    rows = tf.one_hot(labels, 3) * tf.nn.log_softmax(logits)
    return -tf.reduce_sum(rows) / tf.cast(tf.shape(features)[0], tf.float32)

def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    return value, tuple(tape.gradient(value, model.trainable_weights))
""",
    ),
    Variant(
        "logsumexp, and a graph",
        """
def loss(model, features, labels, training):
    logits = model(features, training=training)
    picked = tf.gather(logits, labels, axis=1, batch_dims=1)
    return tf.reduce_mean(tf.reduce_logsumexp(logits, axis=1) - picked)

@tf.function
def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    return value, tape.gradient(value, model.trainable_variables)
""",
    ),
)

TRAIN = (
    Variant(
        "a step as tf.function, measured at the end of the epoch",
        """
def train(model, dataset, optimizer, epochs=201):
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(features, labels):
        value, gradients = grad(model, features, labels)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))

    losses, accuracies = [], []
    for _ in range(epochs):
        for features, labels in dataset:
            step(features, labels)
        losses.append(float(np.mean([loss(model, x, y, training=False) for x, y in dataset])))
        accuracies.append(evaluate(model, dataset))
    return {"loss": losses, "accuracy": accuracies}

def evaluate(model, dataset):
    hits = [np.argmax(model(features), axis=-1) == labels.numpy() for features, labels in dataset]
    return np.concatenate(hits).mean().item()
""",
    ),
    Variant(
        "running means over the flowers, before the update",
        """
def train(model, dataset, optimizer, epochs=201, verbose=False):
    history = {"accuracy": [], "loss": [], "epochs": epochs}
    for epoch in range(epochs):
        total = seen = right = 0.0
        for features, labels in dataset:
            right += np.sum(np.argmax(model(features, training=True), axis=1) == np.asarray(labels))
            value, gradients = grad(model, features, labels)
            optimizer.apply(gradients, model.trainable_variables)
            total += value * len(features)
            seen += len(features)
        history["loss"].append(total / seen)
        history["accuracy"].append(right / seen)
    return history

def evaluate(model, dataset):
    metric = tf.keras.metrics.Mean()
    for features, labels in dataset:
        answers = tf.math.argmax(model(features, training=False), axis=1, output_type=labels.dtype)
        metric(tf.cast(answers == labels, tf.float32))
    return metric.result().numpy().item()
""",
    ),
    Variant(
        "metrics kept and reset, the graph of Keras",
        """
def train(model, dataset, optimizer, epochs=201):
    cross_entropy = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizer, loss=cross_entropy, metrics=["accuracy"])
    history = model.fit(dataset, epochs=epochs, verbose=0, shuffle=False).history
    return {"loss": history["loss"], "accuracy": history["accuracy"]}

def evaluate(model, dataset):
    accuracy = tf.keras.metrics.Accuracy()
    for features, labels in dataset:
        accuracy.update_state(labels, tf.argmax(model(features), axis=1))
    return float(accuracy.result())
""",
    ),
)

PREDICT = (
    Variant(
        "through probabilities, row by row",
        """
def predict_species(model, features):
    names = []
    for row in tf.nn.softmax(model(features)).numpy():
        names.append(SPECIES[int(row.argmax())])
    return names
""",
    ),
    Variant(
        "an array of names",
        """
def predict_species(model, features):
    return np.array(SPECIES)[model.predict(features, verbose=0).argmax(axis=-1)].tolist()
""",
    ),
    Variant(
        "TensorFlow's text, decoded",
        """
def predict_species(model, features):
    best = tf.argmax(model(features, training=False), axis=1)
    names = tf.gather(["setosa", "versicolor", "virginica"], best)
    return [name.decode() for name in names.numpy()]
""",
    ),
)

NUMBERS = (
    Variant(
        "numbers of other classes, and a loop that computes everything itself",
        """
def train(model, data, sgd, epochs=201):
    losses, shares = np.zeros(epochs), []
    for epoch in range(epochs):
        right = []
        for x, y in data:
            with tf.GradientTape() as tape:
                logits = model(x, training=True)
                rows = tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits)
                value = tf.reduce_mean(rows)
            sgd.apply_gradients(zip(tape.gradient(value, model.trainable_weights), model.trainable_weights))
            losses[epoch] += tf.reduce_sum(rows).numpy()
            right.append(np.argmax(logits, axis=1) == y.numpy())
        losses[epoch] /= len(np.concatenate(right))
        shares.append(tf.reduce_mean(tf.cast(np.concatenate(right), tf.float32)))
    return {"loss": losses, "accuracy": tuple(shares)}

def evaluate(model, data):
    hits = [np.argmax(model(x), axis=1) == y.numpy() for x, y in data]
    return np.concatenate(hits).mean(dtype=np.float32)

def predict_species(model, x):
    return np.array(SPECIES, dtype=object)[np.argmax(model(x), axis=1)]
""",
    ),
    Variant(
        "compiled and evaluated by Keras",
        """
def evaluate(model, dataset):
    model.compile(
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["sparse_categorical_accuracy"])
    return model.evaluate(dataset, verbose=0, return_dict=True)["sparse_categorical_accuracy"]
""",
    ),
    Variant(
        "callable objects and partial functions",
        """
import functools

class Loss:
    def __call__(self, net, x, y, training):
        rows = tf.nn.sparse_softmax_cross_entropy_with_logits(y, net(x, training=training))
        return tf.reduce_mean(rows)

loss = Loss()

def _grad(measure, net, x, y):
    with tf.GradientTape() as tape:
        value = measure(net, x, y, True)
    return value, tuple(tape.gradient(value, net.trainable_variables))

grad = functools.partial(_grad, loss)
""",
    ),
)

VARIANTS = (*NUMBERS, *LOAD, *MODEL, *LOSS, *TRAIN, *PREDICT)
