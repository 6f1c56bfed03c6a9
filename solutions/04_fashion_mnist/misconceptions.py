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
NETWORK = f"network = tf.keras.Sequential([tf.keras.Input(shape=(28, 28, 1)), {FLATTEN}, {HIDDEN}, {LAST}])"
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
        "load_returns_pairs_and_names",
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
        "name not used",
        "load_returns_pairs_and_names",
        "`name` is not used",
        SPLITS.replace("tfds.load(name", "tfds.load('fashion_mnist'"),
    ),
    _load(
        "another default that would be downloaded",
        "load_has_a_default",
        "the default of `name` is",
        SPLITS,
        default="'mnist'",
    ),
    _load(
        "test set cut from the training set",
        "load_returns_pairs_and_names",
        "holds images of the training set",
        LOAD.format(split="['train[:80%]', 'train[80%:]']"),
    ),
    _load(
        "only a part of the split",
        "load_returns_pairs_and_names",
        "Only a part of the split",
        LOAD.format(split="['train[:90%]', 'test']"),
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
    _normalize("cast to uint8 at the end", "cannot hold a part of 1", "tf.cast(image / 255, tf.uint8)"),
    _normalize("from −1 to 1", "run from −1 to 1", "tf.cast(image, tf.float32) / 127.5 - 1"),
    _normalize(
        "divided by the largest pixel",
        "divided by the largest one that there is",
        "tf.cast(image, tf.float32) / tf.cast(tf.reduce_max(image), tf.float32)",
        fails="normalize_takes_batches",
    ),
    _normalize(
        "rounded to two digits",
        "not right",
        "tf.round(tf.cast(image, tf.float32) / 2.55) / 100",
    ),
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
        "The examples are not shuffled",
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
    _batches(
        "cache thrown away",
        "batches_are_cached",
        "go on with the dataset that it returns",
        "dataset = dataset.map(normalize)",
        "dataset.cache()",
        SHUFFLE,
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "cached only where nothing is shuffled",
        "batches_are_cached",
        "The cache is missing",
        "dataset = dataset.map(normalize)",
        "dataset = dataset.shuffle(shuffle_buffer) if shuffle_buffer else dataset.cache()",
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "the first thousand",
        "batches_take_a_size",
        "Only part of the data",
        "dataset = dataset.take(1000).map(normalize).cache()",
        SHUFFLE,
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "one order for all epochs",
        "batches_are_shuffled_anew",
        "Every epoch has the same order",
        "dataset = dataset.map(normalize).cache()",
        "if shuffle_buffer:",
        "    dataset = dataset.shuffle(shuffle_buffer, reshuffle_each_iteration=False)",
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "buffer one too small",
        "batches_are_shuffled_anew",
        "The buffer has another size",
        "dataset = dataset.map(normalize).cache()",
        "dataset = dataset.shuffle(max(1, shuffle_buffer - 1)) if shuffle_buffer else dataset",
        "return dataset.batch(batch_size)",
    ),
    _batches(
        "not normalized where it is shuffled",
        "batches_are_shuffled_anew",
        "apply `normalize`",
        "if shuffle_buffer:",
        "    cast = dataset.map(lambda x, y: (tf.cast(x, tf.float32), y))",
        "    return cast.cache().shuffle(shuffle_buffer).batch(batch_size)",
        "return dataset.map(normalize).cache().batch(batch_size)",
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
    _model(
        "ReLU with a cap",
        "model_computes_probabilities",
        "not right",
        HIDDEN.replace("relu", "relu6"),
        LAST,
    ),
    _model(
        "softmax along the batch",
        "model_computes_probabilities",
        "runs along the images",
        HIDDEN,
        "tf.keras.layers.Dense(10)",
        "tf.keras.layers.Softmax(axis=0)",
    ),
    _model(
        "softmax twice",
        "model_computes_probabilities",
        "Softmax is applied twice",
        HIDDEN,
        LAST,
        "tf.keras.layers.Softmax()",
    ),
    _model(
        "regularizer",
        "model_computes_probabilities",
        "adds a penalty",
        HIDDEN.replace("'relu'", "'relu', kernel_regularizer='l2'"),
        LAST,
    ),
    _model(
        "hidden layer frozen",
        "model_computes_probabilities",
        "Leave `trainable`",
        HIDDEN.replace("'relu'", "'relu', trainable=False"),
        LAST,
    ),
    _model(
        "all weights alike",
        "model_is_new_each_time",
        "Units that start alike",
        HIDDEN.replace("'relu'", "'relu', kernel_initializer='zeros'"),
        LAST.replace("'softmax'", "'softmax', kernel_initializer='zeros'"),
    ),
    Misconception(
        "one model for all",
        "model_is_new_each_time",
        "made outside of the function",
        f"{NETWORK}\n\n\ndef build_model():\n    return network\n",
    ),
    _wrong(
        "add gives back nothing",
        "model_has_the_layers",
        "`model.add` changes the model and returns nothing",
        "build_model()",
        "model = tf.keras.Sequential()",
        "model = model.add(tf.keras.Input(shape=(28, 28, 1)))",
        f"model = model.add({FLATTEN})",
        "return model",
    ),
    _wrong(
        "what add returns",
        "model_has_the_layers",
        "Nothing came back",
        "build_model()",
        "model = tf.keras.Sequential([tf.keras.Input(shape=(28, 28, 1))])",
        f"return model.add({FLATTEN})",
    ),
    _wrong(
        "layers without a list",
        "model_has_the_layers",
        "stand in one list",
        "build_model()",
        f"return tf.keras.Sequential(tf.keras.Input(shape=(28, 28, 1)), {FLATTEN}, {HIDDEN}, {LAST})",
    ),
    _wrong(
        "two layers without a list",
        "model_has_the_layers",
        "stand in one list",
        "build_model()",
        f"return tf.keras.Sequential(tf.keras.Input(shape=(28, 28, 1)), {HIDDEN})",
    ),
    _wrong(
        "shape without brackets",
        "model_has_the_layers",
        "The input's shape is one tuple",
        "build_model()",
        f"return tf.keras.Sequential([tf.keras.Input(28, 28, 1), {FLATTEN}, {HIDDEN}, {LAST}])",
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
        "as in a regression",
        "optimizer='adam', loss='mse', metrics=['accuracy']",
    ),
    _compile("SGD", "compile_uses_adam", "The optimizer is SGD", f"optimizer='sgd', {PARTS}"),
    _compile("AdamW", "compile_uses_adam", "The optimizer is AdamW", f"optimizer='adamw', {PARTS}"),
    _compile("Nadam", "compile_uses_adam", "The optimizer is Nadam", f"optimizer='nadam', {PARTS}"),
    _compile("Adamax", "compile_uses_adam", "The optimizer is Adamax", f"optimizer='adamax', {PARTS}"),
    _compile(
        "weight decay",
        "compile_uses_adam",
        "a weight decay",
        f"optimizer=tf.keras.optimizers.Adam(weight_decay=0.004), {PARTS}",
    ),
    _compile(
        "lr",
        "compile_returns_the_model",
        "called `learning_rate`",
        f"optimizer=tf.keras.optimizers.Adam(lr=0.001), {PARTS}",
    ),
    _compile(
        "legacy optimizer",
        "compile_returns_the_model",
        "no `optimizers.legacy`",
        f"optimizer=tf.keras.optimizers.legacy.Adam(), {PARTS}",
    ),
    _compile(
        "summed loss",
        "compile_uses_cross_entropy",
        "That is the sum over the images",
        f"optimizer='adam', loss={SPARSE}(reduction='sum'), metrics=['accuracy']",
    ),
    _wrong(
        "a copy is compiled",
        "compile_returns_the_model",
        "does not return the model that it was given",
        "compile_model(model)",
        "model = tf.keras.models.clone_model(model)",
        f"model.compile(optimizer='adam', {PARTS})",
        "return model",
    ),
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
        "None of the metrics",
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
        "some batches only",
        "train_updates_once_a_batch",
        "Only a part of the batches",
        "few = batches.take(6)",
        "return model.fit(few, epochs=epochs, verbose=0, shuffle=False)",
    ),
    _train(
        "never more than eight batches",
        "train_learns",
        "Not passed",
        "few = batches.take(8)",
        "return model.fit(few, epochs=epochs, verbose=0, shuffle=False)",
    ),
    _train(
        "compiled anew",
        "train_updates_once_a_batch",
        "do not compile it anew",
        f"model.compile(optimizer='adam', {PARTS})",
        "return model.fit(batches, epochs=epochs, verbose=0, shuffle=False)",
    ),
    _train(
        "a new optimizer at each call",
        "train_updates_once_a_batch",
        "do not compile it anew",
        "optimizer = model.optimizer.from_config(model.optimizer.get_config())",
        f"model.compile(optimizer=optimizer, {PARTS}, run_eagerly=True)",
        "return model.fit(batches, epochs=epochs, verbose=0, shuffle=False)",
    ),
    _train(
        "a made-up History",
        "train_updates_once_a_batch",
        "losses in the History are not those",
        "history = model.fit(batches, epochs=epochs, verbose=0, shuffle=False)",
        "history.history['loss'] = [2.3 / (number + 1) for number in range(epochs)]",
        "return history",
    ),
    _train(
        "no accuracy in the History",
        "train_updates_once_a_batch",
        "does not hold the accuracies",
        "history = model.fit(batches, epochs=epochs, verbose=0, shuffle=False)",
        "history.history = {'loss': history.history['loss']}",
        "return history",
    ),
    _train(
        "stops early",
        "train_returns_the_history",
        "number of epochs",
        "stop = tf.keras.callbacks.EarlyStopping(monitor='loss', min_delta=10)",
        "return model.fit(batches, epochs=epochs, verbose=0, callbacks=[stop])",
    ),
    _train(
        "stops when it is good",
        "train_has_five_epochs",
        "number of epochs",
        "_loss, accuracy = model.evaluate(batches, verbose=0)",
        "epochs = 1 if accuracy > 0.99 else epochs",
        "return model.fit(batches, epochs=epochs, verbose=0)",
    ),
    _train(
        "another default of epochs",
        "train_has_five_epochs",
        "number of epochs",
        "return model.fit(batches, epochs=epochs, verbose=0, shuffle=False)",
        epochs="epochs=1",
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
    _evaluate(
        "every batch counts the same",
        "evaluate_averages",
        "Every batch counts the same",
        "both = [model.evaluate(x, y, verbose=0) for x, y in batches]",
        "loss, accuracy = np.mean(both, axis=0)",
        "return loss, accuracy",
    ),
    _evaluate(
        "rounded measures",
        "evaluate_averages",
        "The numbers are rounded",
        "return round(loss, 2), round(accuracy, 2)",
    ),
    _wrong(
        "metrics not reset",
        "evaluate_averages",
        "not right",
        "evaluate(model, batches)",
        "for images, labels in batches:",
        "    loss, accuracy = model.test_on_batch(images, labels)",
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
    _predict(
        "last class left out",
        "predict_picks_the_largest",
        "The last class, 9, is never chosen",
        "return np.argmax(model(images)[:, :9], axis=1)",
    ),
    _predict(
        "only above one half",
        "predict_picks_the_largest",
        "Only probabilities above one half",
        "return np.argmax(np.array(model(images)) > 0.5, axis=1)",
    ),
    _predict(
        "counted from one",
        "predict_picks_the_largest",
        "one too large",
        "return np.argmax(model(images), axis=1) + 1",
    ),
    _predict(
        "a column of labels",
        "predict_returns_a_label_each",
        "That is a column",
        "return np.argmax(model(images), axis=1, keepdims=True)",
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
        "The answer is not right",
        BEST,
        "names = 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',')",
        "return names[best], float(probabilities[best])",
    ),
    _describe(
        "sorted in place",
        "describe_takes_any_row",
        "What was handed in has changed",
        BEST,
        "probabilities.sort()",
        "return class_names[best], float(probabilities[-1])",
    ),
    _describe(
        "softmax once more",
        "describe_names_the_class",
        "Softmax is applied once more",
        BEST,
        "return class_names[best], float(tf.nn.softmax(probabilities)[best])",
    ),
    _describe(
        "rounded confidence",
        "describe_takes_any_row",
        "The confidence is rounded",
        BEST,
        "return class_names[best], round(float(probabilities[best]), 2)",
    ),
)
