"""Wrong answers, each with the check that it must fail and what it must be told."""

from autograder.model import Misconception


def _wrong(name, fails, says, signature, *body):
    code = f"def {signature}:\n" + "".join(f"    {line}\n" for line in body)
    return Misconception(name, fails, says, code)


def _load(name, fails, says, *body, names="info.features['label'].names", default="'fashion_mnist'"):
    returned = f"return train, test, {names}"
    return _wrong(name, fails, says, f"load_data(name={default})", *body, returned)


def _normalize(name, says, image, label="label", fails="normalize_scales"):
    return _wrong(name, fails, says, "normalize(image, label)", f"return {image}, {label}")


def _batches(name, fails, says, *body):
    return _wrong(name, fails, says, "make_batches(dataset, batch_size=32, shuffle_buffer=0)", *body)


def _model(name, fails, says, *layers, flatten="tf.keras.layers.Flatten()"):
    stack = ", ".join(("tf.keras.Input(shape=(28, 28, 1))", *([flatten] if flatten else []), *layers))
    return _wrong(name, fails, says, "build_model()", f"return tf.keras.Sequential([{stack}])")


def _compile(name, fails, says, how, back="return model"):
    return _wrong(name, fails, says, "compile_model(model)", f"model.compile({how})", back)


def _train(name, fails, says, *body, epochs="epochs=5"):
    return _wrong(name, fails, says, f"train(model, batches, {epochs})", *body)


def _evaluate(name, fails, says, *body):
    measured = "loss, accuracy = model.evaluate(batches, verbose=0)"
    return _wrong(name, fails, says, "evaluate(model, batches)", measured, *body)


def _predict(name, fails, says, *body):
    return _wrong(name, fails, says, "predict_labels(model, images)", *body)


def _describe(name, fails, says, *body, before=""):
    wrong = _wrong(name, fails, says, "describe_prediction(probabilities, class_names)", *body)
    return Misconception(name, fails, says, before + wrong.code)


LOAD = "(train, test), info = tfds.load(name, split={split}, as_supervised=True, with_info=True)"
SPLITS = LOAD.format(split="['train', 'test']")
SCALED = "tf.cast(image, tf.float32) / 255.0"
FLATTEN = "tf.keras.layers.Flatten()"
HIDDEN, LAST = (
    "tf.keras.layers.Dense(128, activation='relu')",
    "tf.keras.layers.Dense(10, activation='softmax')",
)
SHUFFLE = "dataset = dataset.shuffle(shuffle_buffer) if shuffle_buffer else dataset"
PARTS = "loss='sparse_categorical_crossentropy', metrics=['accuracy']"
SPARSE = "tf.keras.losses.SparseCategoricalCrossentropy"
BEST = "best = int(np.argmax(probabilities))"

MISCONCEPTIONS = (
    _load(
        "train and test swapped",
        "load_returns_pairs_and_names",
        "Train and test are swapped",
        LOAD.format(split="['test', 'train']"),
    ),
    _load(
        "test data used to train",
        "load_returns_pairs_and_names",
        "The test images are among the training images",
        LOAD.format(split="['train+test', 'test']"),
    ),
    _load(
        "training set as test set",
        "load_returns_pairs_and_names",
        "Both are the training set",
        LOAD.format(split="['train', 'train']"),
    ),
    _load(
        "test set twice",
        "load_returns_pairs_and_names",
        "Both are the test set",
        LOAD.format(split="['test', 'test']"),
    ),
    _load(
        "dicts instead of pairs",
        "load_returns_pairs_and_names",
        "with as_supervised=True",
        SPLITS.replace("as_supervised=True, ", ""),
    ),
    _load("info instead of names", "load_returns_pairs_and_names", "are not a list", SPLITS, names="info"),
    _load(
        "names written down",
        "load_loads_what_is_named",
        "The names are written into the code",
        SPLITS,
        names=repr(
            [
                "T-shirt/top",
                "Trouser",
                "Pullover",
                "Dress",
                "Coat",
                "Sandal",
                "Shirt",
                "Sneaker",
                "Bag",
                "Ankle boot",
            ]
        ),
    ),
    _load(
        "another default",
        "load_has_a_default",
        "the default of `name` is",
        SPLITS,
        default="'no_such_dataset'",
    ),
    _load(
        "numbers as names",
        "load_returns_pairs_and_names",
        "are asked of the dataset",
        SPLITS,
        names="[str(n) for n in range(10)]",
    ),
    _normalize("not normalized", "from 0 to 255: divide", "tf.cast(image, tf.float32)"),
    _normalize("whole-number division", "`//` drops everything", "tf.cast(image // 255, tf.float32)"),
    _normalize("divided twice", "divided by 255 twice", f"{SCALED} / 255.0"),
    _normalize("divided by 256", "divided by 256", "tf.cast(image, tf.float32) / 256.0"),
    _normalize("float64", "The dtype is float64", "tf.cast(image, tf.float64) / 255.0"),
    _normalize(
        "label scaled too",
        "The label has changed too",
        SCALED,
        "tf.cast(tf.cast(label, tf.float32) / 255.0, tf.int64)",
        fails="normalize_takes_batches",
    ),
    _normalize(
        "label as float",
        "The label has changed too",
        SCALED,
        "tf.cast(label, tf.float32) / 255.0",
        fails="normalize_takes_batches",
    ),
    _normalize(
        "label one-hot",
        "The label has changed too",
        SCALED,
        "tf.one_hot(label, 10)",
        fails="normalize_takes_batches",
    ),
    _normalize(
        "NumPy in the graph",
        "only a plan of the computation",
        "np.float32(image.numpy() / 255)",
        fails="normalize_maps",
    ),
    _batches(
        "batch forgotten",
        "batches_have_every_example",
        "The batches are missing",
        "dataset = dataset.map(normalize).cache()",
        SHUFFLE,
        "return dataset",
    ),
    _batches(
        "endless",
        "batches_have_every_example",
        "The dataset never ends",
        "dataset = dataset.map(normalize).cache()",
        SHUFFLE,
        "return dataset.batch(batch_size).repeat()",
    ),
    _batches(
        "last batch dropped",
        "batches_have_every_example",
        "Only part of the data",
        "dataset = dataset.map(normalize).cache()",
        SHUFFLE,
        "return dataset.batch(batch_size, drop_remainder=True)",
    ),
    _batches(
        "only a part",
        "batches_have_every_example",
        "Only part of the data",
        "dataset = dataset.map(normalize).cache()",
        SHUFFLE,
        "return dataset.take(50).batch(batch_size)",
    ),
    _batches(
        "never normalized",
        "batches_have_every_example",
        "apply `normalize`",
        "dataset = dataset.map(lambda x, y: (tf.cast(x, tf.float32), y)).cache()",
        SHUFFLE,
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "normalized twice",
        "batches_have_every_example",
        "divided by 255 twice",
        "dataset = dataset.map(normalize).map(normalize).cache()",
        SHUFFLE,
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "always shuffled",
        "batches_have_every_example",
        "The order has changed",
        "return dataset.map(normalize).cache().shuffle(1000).batch(batch_size)",
    ),
    _batches(
        "size ignored",
        "batches_take_a_size",
        "do not have the size",
        "dataset = dataset.map(normalize).cache()",
        SHUFFLE,
        "return dataset.batch(32)",
    ),
    _batches(
        "shuffled after batching",
        "batches_are_shuffled_anew",
        "Whole batches are shuffled",
        "dataset = dataset.map(normalize).cache().batch(batch_size)",
        SHUFFLE,
        "return dataset",
    ),
    _batches(
        "buffer of its own",
        "batches_are_shuffled_anew",
        "The buffer has another size",
        "dataset = dataset.map(normalize).cache()",
        "dataset = dataset.shuffle(1000) if shuffle_buffer else dataset",
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "small buffer of its own",
        "batches_are_shuffled_anew",
        "The buffer has another size",
        "dataset = dataset.map(normalize).cache()",
        "dataset = dataset.shuffle(8) if shuffle_buffer else dataset",
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "cached after shuffling",
        "batches_are_shuffled_anew",
        "Every epoch has the same order",
        "dataset = dataset.map(normalize)",
        SHUFFLE,
        "return dataset.cache().batch(batch_size)",
    ),
    _batches(
        "images and labels shuffled apart",
        "batches_are_shuffled_anew",
        "no longer belong together",
        "dataset = dataset.map(normalize).cache()",
        "if shuffle_buffer:",
        "    images = dataset.map(lambda x, y: x).shuffle(shuffle_buffer)",
        "    dataset = tf.data.Dataset.zip((images, dataset.map(lambda x, y: y).shuffle(shuffle_buffer)))",
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "never shuffled",
        "batches_are_shuffled_anew",
        "Not passed",
        "return dataset.map(normalize).cache().batch(batch_size)",
    ),
    _batches(
        "cache forgotten",
        "batches_are_cached",
        "The cache is missing",
        "dataset = dataset.map(normalize)",
        SHUFFLE,
        "return dataset.batch(batch_size)",
    ),
    _model(
        "nine outputs", "model_has_the_layers", "The last layer has 9 units", HIDDEN, LAST.replace("10", "9")
    ),
    _model("no flatten", "model_has_the_layers", "The image is not flattened", HIDDEN, LAST, flatten=""),
    _model("no hidden layer", "model_has_the_layers", "The hidden layer is missing", LAST),
    _model(
        "too few units", "model_has_the_layers", "does not have 128 units", HIDDEN.replace("128", "12"), LAST
    ),
    _model("one layer more", "model_has_the_layers", "more layers with weights", HIDDEN, HIDDEN, LAST),
    _wrong(
        "not built",
        "model_has_the_layers",
        "The model is not built yet",
        "build_model()",
        f"return tf.keras.Sequential([{FLATTEN}, {HIDDEN}, {LAST}])",
    ),
    _model(
        "sigmoid at the end",
        "model_computes_probabilities",
        "has a sigmoid",
        HIDDEN,
        LAST.replace("softmax", "sigmoid"),
    ),
    _model(
        "logits",
        "model_computes_probabilities",
        "The last layer has no activation",
        HIDDEN,
        "tf.keras.layers.Dense(10)",
    ),
    _model(
        "ReLU at the end",
        "model_computes_probabilities",
        "The last layer has a ReLU",
        HIDDEN,
        LAST.replace("softmax", "relu"),
    ),
    _model(
        "no ReLU",
        "model_computes_probabilities",
        "The hidden layer has no ReLU",
        "tf.keras.layers.Dense(128)",
        LAST,
    ),
    _model(
        "no activation at all",
        "model_computes_probabilities",
        "no activation at all",
        "tf.keras.layers.Dense(128)",
        "tf.keras.layers.Dense(10)",
    ),
    _model(
        "scaled in the model",
        "model_computes_probabilities",
        "divides the pixels by 255 once more",
        "tf.keras.layers.Rescaling(1 / 255)",
        HIDDEN,
        LAST,
    ),
    _model(
        "dropout",
        "model_computes_probabilities",
        "as Dropout does",
        HIDDEN,
        "tf.keras.layers.Dropout(0.3)",
        LAST,
    ),
    _compile(
        "model not returned",
        "compile_returns_the_model",
        "end with `return model`",
        f"optimizer='adam', {PARTS}",
        back="pass",
    ),
    _compile(
        "from_logits",
        "compile_uses_cross_entropy",
        "The loss expects logits",
        f"optimizer='adam', loss={SPARSE}(from_logits=True), metrics=['accuracy']",
    ),
    _compile(
        "categorical loss",
        "compile_uses_cross_entropy",
        "the *sparse* one",
        "optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy']",
    ),
    _compile(
        "mean squared error",
        "compile_uses_cross_entropy",
        "Not passed",
        "optimizer='adam', loss='mse', metrics=['accuracy']",
    ),
    _compile("SGD", "compile_uses_adam", "The optimizer is SGD", f"optimizer='sgd', {PARTS}"),
    _compile("RMSprop", "compile_uses_adam", "The optimizer is RMSprop", f"optimizer='rmsprop', {PARTS}"),
    _compile(
        "no accuracy",
        "compile_measures_accuracy",
        "Ask for it: metrics",
        "optimizer='adam', loss='sparse_categorical_crossentropy'",
    ),
    _compile(
        "another metric",
        "compile_measures_accuracy",
        "Not passed",
        "'adam', 'sparse_categorical_crossentropy', metrics=['sparse_top_k_categorical_accuracy']",
    ),
    _train(
        "history not returned",
        "train_returns_the_history",
        "Return what `model.fit` returns",
        "model.fit(batches, epochs=epochs, verbose=0, shuffle=False)",
        "return model",
    ),
    _train(
        "one epoch",
        "train_returns_the_history",
        "Hand `epochs` on",
        "return model.fit(batches, verbose=0, shuffle=False)",
    ),
    _train(
        "first batch only",
        "train_updates_once_a_batch",
        "Only the first batch is used",
        "return model.fit(batches.take(1), epochs=epochs, verbose=0, shuffle=False)",
    ),
    _train(
        "a copy is trained",
        "train_updates_once_a_batch",
        "fit the model that is handed in",
        "copy = tf.keras.models.clone_model(model)",
        "copy.compile(optimizer='adam', loss='sparse_categorical_crossentropy')",
        "return copy.fit(batches, epochs=epochs, verbose=0, shuffle=False)",
    ),
    _train(
        "starts anew if there is much",
        "train_learns",
        "Not passed",
        "few = batches.take(6)",
        "return model.fit(few, epochs=epochs, verbose=0, shuffle=False)",
    ),
    _train(
        "another default of epochs",
        "train_has_five_epochs",
        "Not passed",
        "return model.fit(batches, epochs=epochs, verbose=0, shuffle=False)",
        epochs="epochs=1",
    ),
    _evaluate(
        "arrays",
        "evaluate_returns_two_floats",
        "convert it with float",
        "return np.float32(loss), np.float32(accuracy)",
    ),
    _evaluate("swapped", "evaluate_averages", "Loss and accuracy are swapped", "return accuracy, loss"),
    _evaluate(
        "percent", "evaluate_averages", "The accuracy is given in percent", "return loss, accuracy * 100"
    ),
    _evaluate(
        "last batch only",
        "evaluate_averages",
        "Only the last batch is measured",
        "for images, labels in batches:",
        "    loss, accuracy = model.evaluate(images, labels, verbose=0)",
        "return loss, accuracy",
    ),
    _evaluate(
        "evaluate sees the first batch only",
        "evaluate_averages",
        "Only the first batch is measured",
        "loss, accuracy = model.evaluate(batches.take(1), verbose=0)",
        "return loss, accuracy",
    ),
    _evaluate(
        "trains on it",
        "evaluate_averages",
        "The model is trained here",
        "model.fit(batches, verbose=0, shuffle=False)",
        "return loss, accuracy",
    ),
    _predict(
        "wrong axis",
        "predict_returns_a_label_each",
        "one answer for each class",
        "return np.argmax(model(images), axis=0)",
    ),
    _predict(
        "one answer for the batch",
        "predict_returns_a_label_each",
        "one answer for the whole batch",
        "return np.argmax(model(images))",
    ),
    _predict(
        "probabilities", "predict_returns_a_label_each", "the probabilities: pick", "return model(images)"
    ),
    _predict(
        "least probable",
        "predict_picks_the_largest",
        "The least probable class",
        "return np.argmin(model(images), axis=1)",
    ),
    _predict(
        "the first for all",
        "predict_picks_the_largest",
        "Every image has the answer of the first",
        "return np.full(len(images), np.argmax(model(images)[0]))",
    ),
    _predict(
        "normalized once more",
        "predict_picks_the_largest",
        "normalized once more",
        "return np.argmax(model(images / 255), axis=1)",
    ),
    _predict(
        "wrong axis, cut to length",
        "predict_picks_the_largest",
        "along the wrong axis",
        "return np.resize(np.argmax(model(images), axis=0), len(images))",
    ),
    _describe(
        "number instead of name",
        "describe_names_the_class",
        "look the name up",
        BEST,
        "return best, float(probabilities[best])",
    ),
    _describe(
        "describe the least probable",
        "describe_names_the_class",
        "use argmax, not argmin",
        "best = int(np.argmin(probabilities))",
        "return class_names[best], float(probabilities[best])",
    ),
    _describe(
        "confidence in percent",
        "describe_names_the_class",
        "The confidence is given in percent",
        BEST,
        "return class_names[best], float(probabilities[best]) * 100",
    ),
    _describe(
        "confidence is an array",
        "describe_names_the_class",
        "convert it with float",
        BEST,
        "return class_names[best], np.asarray(probabilities)[best]",
    ),
    _describe(
        "confidence from the wrong row",
        "describe_takes_any_row",
        "The confidence belongs to another image",
        BEST,
        "rows.append(float(np.max(probabilities)))",
        "return class_names[best], rows[0]",
        before="rows = []\n\n\n",
    ),
    _describe(
        "names written down for any row",
        "describe_takes_any_row",
        "Not passed",
        BEST,
        "names = 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',')",
        "return names[best], float(probabilities[best])",
    ),
)
