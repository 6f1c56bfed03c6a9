"""Right answers written another way, all of which must pass."""

from autograder.model import Variant

SUBCLASS = """
class Classifier(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = tf.keras.layers.Flatten()
        self.hidden = tf.keras.layers.Dense(128)
        self.last = tf.keras.layers.Dense(10)

    def call(self, inputs):
        return tf.nn.softmax(self.last(tf.nn.relu(self.hidden(self.flatten(inputs)))))


def build_model():
    model = Classifier()
    model(tf.zeros((1, 28, 28, 1)))
    return model
"""

OTHER_ORDER = """
class Classifier(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.last = tf.keras.layers.Dense(10, activation="softmax")
        self.hidden = tf.keras.layers.Dense(128, activation="relu")
        self.last.build((None, 128))
        self.hidden.build((None, 784))

    def call(self, inputs):
        return self.last(self.hidden(tf.reshape(inputs, (-1, 784))))


def build_model():
    model = Classifier()
    model.build((None, 28, 28, 1))
    return model
"""

TUTORIAL = """
def build_model():
    return tf.keras.Sequential([
        tf.keras.layers.Flatten(input_shape=(28, 28)),
        tf.keras.layers.Dense(128, activation="relu"),
        tf.keras.layers.Dense(10, activation="softmax"),
    ])
"""

OWN_HISTORY = """
def train(model, batches, epochs=5):
    history = tf.keras.callbacks.History()
    history.set_model(model)
    history.on_train_begin()
    for epoch in range(epochs):
        loss, hits = tf.keras.metrics.Mean(), tf.keras.metrics.SparseCategoricalAccuracy()
        for images, labels in batches:
            with tf.GradientTape() as tape:
                answers = model(images, training=True)
                value = model.compute_loss(y=labels, y_pred=answers)
            slopes = tape.gradient(value, model.trainable_variables)
            model.optimizer.apply_gradients(zip(slopes, model.trainable_variables))
            loss.update_state(value)
            hits.update_state(labels, answers)
        history.on_epoch_end(epoch, {"loss": float(loss.result()), "right": float(hits.result())})
    return history
"""

OWN_METRIC_NAME = """
def compile_model(model):
    metric = tf.keras.metrics.SparseCategoricalAccuracy(name="right")
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=[metric])
    return model


def evaluate(model, batches):
    found = model.evaluate(batches, return_dict=True, verbose=0)
    return found["loss"], found["right"]
"""

FUNCTIONAL = """
def build_model():
    inputs = tf.keras.Input(shape=(28, 28, 1))
    hidden = tf.keras.layers.Dense(128, activation=tf.nn.relu)(tf.keras.layers.Flatten()(inputs))
    return tf.keras.Model(inputs, tf.keras.layers.Dense(10, activation=tf.nn.softmax)(hidden))
"""

SEPARATE = """
def build_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.layers.Reshape((784,)))
    model.add(tf.keras.layers.Dense(128, kernel_initializer="he_normal"))
    model.add(tf.keras.layers.ReLU())
    model.add(tf.keras.layers.Dense(10))
    model.add(tf.keras.layers.Softmax())
    model.build((None, 28, 28, 1))
    return model
"""

BY_SPLIT = """
def load_data(name="fashion_mnist"):
    train, info = tfds.load(name, split="train", as_supervised=True, with_info=True)
    test = tfds.load(name, split="test", as_supervised=True, shuffle_files=False)
    label = info.features["label"]
    return train, test, [label.int2str(number) for number in range(label.num_classes)]
"""

BY_NAME = """
def load_data(name="fashion_mnist", **further):
    datasets, info = tfds.load(name=name, as_supervised=True, with_info=True, shuffle_files=True, **further)
    return [datasets["train"], datasets["test"], tuple(info.features["label"].names)]
"""

BY_BUILDER = """
def load_data(name="fashion_mnist"):
    builder = tfds.builder(name)
    builder.download_and_prepare()
    names = builder.info.features["label"].names
    return (*builder.as_dataset(split=["train", "test"], as_supervised=True), names)
"""

NORMALIZE = {
    "division of uint8": "return image / 255, label",
    "convert_image_dtype": "return tf.image.convert_image_dtype(image, tf.float32), label",
    "multiplication": "return tf.multiply(tf.cast(image, 'float32'), 1 / 255), tf.identity(label)",
}

BATCHES = {
    "cached before": """
    dataset = dataset.cache()
    if shuffle_buffer:
        dataset = dataset.shuffle(shuffle_buffer, seed=1, reshuffle_each_iteration=True)
    dataset = dataset.map(normalize, num_parallel_calls=tf.data.AUTOTUNE)
    return dataset.batch(batch_size).prefetch(tf.data.AUTOTUNE)
""",
    "normalized last": """
    dataset = dataset.cache()
    dataset = dataset if shuffle_buffer == 0 else dataset.shuffle(buffer_size=shuffle_buffer)
    return dataset.batch(batch_size).map(lambda image, label: normalize(image, label))
""",
    "cached in the middle": """
    dataset = dataset.map(lambda x, y: (tf.cast(x, tf.float32) / 255.0, y)).cache()
    if shuffle_buffer > 0:
        dataset = dataset.shuffle(max(shuffle_buffer, 1)).repeat(1)
    return dataset.batch(batch_size, drop_remainder=False)
""",
}

COMPILE = {
    "objects": """
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=0.002),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(),
        metrics=[tf.keras.metrics.SparseCategoricalAccuracy(name="right")],
    )
    return model
""",
    "two metrics": """
    metrics = ["sparse_top_k_categorical_accuracy", "accuracy"]
    model.compile("adam", "sparse_categorical_crossentropy", metrics=metrics)
    return model
""",
    "function as loss, slow": """
    model.compile(
        tf.keras.optimizers.Adam(1e-4),
        tf.keras.losses.sparse_categorical_crossentropy,
        metrics=["acc"],
        jit_compile=False,
    )
    return model
""",
}

TRAIN = {
    "silent": "return model.fit(batches, epochs=epochs, verbose=0)",
    "by name": "return model.fit(x=batches, epochs=epochs, verbose=0, callbacks=[])",
    "kept in a name": "found = model.fit(batches, None, None, epochs, 0)\n    return found",
}

EVALUATE = {
    "a dictionary": (
        "found = model.evaluate(batches, return_dict=True, verbose=0)\n"
        "    return found['loss'], next(value for name, value in found.items() if name != 'loss')"
    ),
    "NumPy numbers": "return tuple(map(np.float32, model.evaluate(batches, verbose=0)))",
    "tensors": "return [tf.constant(number) for number in model.evaluate(batches, verbose=0)]",
    "a list": "return [float(number) for number in model.evaluate(batches, verbose=0)[:2]]",
    "by hand": """losses, hits, count = 0.0, 0, 0
    for images, labels in batches:
        probabilities = model(images)
        losses += float(tf.reduce_sum(tf.keras.losses.sparse_categorical_crossentropy(labels, probabilities)))
        hits += int(np.sum(np.argmax(probabilities, axis=-1) == labels.numpy()))
        count += len(labels)
    return losses / count, hits / count""",
}

PREDICT = {
    "model.predict": "return model.predict(images, verbose=0).argmax(axis=-1)",
    "tf.argmax, int32": "return tf.argmax(model(images, training=False), axis=1, output_type=tf.int32)",
    "as floats": "return np.argmax(model(images), axis=1).astype(float).tolist()",
    "image by image": "return [int(np.argmax(row)) for row in model.predict_on_batch(images)]",
    "tf.function": "return tf.function(lambda batch: tf.math.top_k(model(batch)).indices[:, 0])(images)",
}

DESCRIBE = {
    "maximum": (
        "row = list(map(float, probabilities))\n    return class_names[row.index(max(row))], max(row)"
    ),
    "an array's element": (
        "best = np.argmax(probabilities)\n    return class_names[best], np.asarray(probabilities)[best]"
    ),
    "sorted": ("both = max(zip(np.array(probabilities).tolist(), class_names))\n    return both[::-1]"),
    "TensorFlow": (
        "best = tf.argmax(probabilities)\n    return class_names[best], max(np.array(probabilities)).item()"
    ),
}


def _functions(signature, bodies):
    name = signature.partition("(")[0]
    return tuple(
        Variant(f"{name}: {how}", f"def {signature}:\n    {body.strip()}\n") for how, body in bodies.items()
    )


VARIANTS = (
    Variant("load: one split after the other", BY_SPLIT),
    Variant("load: all splits by name", BY_NAME),
    Variant("load: through the builder", BY_BUILDER),
    *_functions("normalize(image, label)", NORMALIZE),
    *_functions("make_batches(dataset, batch_size=32, shuffle_buffer=0)", BATCHES),
    Variant("model: functional", FUNCTIONAL),
    Variant("model: subclassed", SUBCLASS),
    Variant("model: activations apart", SEPARATE),
    Variant("model: layers made in another order", OTHER_ORDER),
    Variant("model: input shape without its channel", TUTORIAL),
    Variant("train: a loop of its own", OWN_HISTORY),
    Variant("compile and evaluate: a name of its own for the metric", OWN_METRIC_NAME),
    *_functions("compile_model(model)", COMPILE),
    *_functions("train(model, batches, epochs=5)", TRAIN),
    *_functions("evaluate(model, batches)", EVALUATE),
    *_functions("predict_labels(model, images)", PREDICT),
    *_functions("describe_prediction(probabilities, class_names)", DESCRIBE),
)
