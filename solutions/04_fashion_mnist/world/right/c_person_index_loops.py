import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds

ROWS = 28
COLS = 28
N_CLASSES = 10


def load_data(name="fashion_mnist"):
    result = tfds.load(name, split=["train", "test"], as_supervised=True, with_info=True)
    train = result[0][0]
    test = result[0][1]
    info = result[1]
    names = []
    i = 0
    while i < len(info.features["label"].names):
        names.append(info.features["label"].names[i])
        i += 1
    return train, test, names


def normalize(image, label):
    image = tf.cast(image, tf.float32)
    image = tf.math.divide(image, 255.0)
    return image, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    images = []
    labels = []
    n = 0
    for image, label in dataset:
        image, label = normalize(image, label)
        images.append(image.numpy())
        labels.append(label.numpy())
        n += 1

    def next_example():
        for i in range(n):
            yield images[i], labels[i]

    ds = tf.data.Dataset.from_generator(
        next_example,
        output_signature=(
            tf.TensorSpec((ROWS, COLS, 1), tf.float32),
            tf.TensorSpec((), tf.int64),
        ),
    )
    if shuffle_buffer > 0:
        ds = ds.shuffle(shuffle_buffer)
    ds = ds.batch(batch_size)
    return ds


def build_model():
    sizes = [128, N_CLASSES]
    activations = ["relu", "softmax"]
    model = tf.keras.Sequential([tf.keras.Input((ROWS, COLS, 1)), tf.keras.layers.Flatten()])
    for i in range(len(sizes)):
        model.add(tf.keras.layers.Dense(sizes[i], activation=activations[i]))
    return model


def compile_model(model):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model, batches, epochs=5):
    history = tf.keras.callbacks.History()
    history.set_model(model)
    history.on_train_begin()
    for e in range(0, epochs):
        model.reset_metrics()
        for x, y in batches:
            out = model.train_on_batch(x, y)  # running means since the reset
        history.on_epoch_end(e, {"loss": float(out[0]), "accuracy": float(out[1])})
    return history


def evaluate(model, batches):
    out = model.evaluate(batches, verbose=0)
    loss = out[0]
    acc = out[1]
    return loss, acc


def predict_labels(model, images):
    p = model(images).numpy()
    n = p.shape[0]
    out = np.zeros(n, dtype=int)
    for i in range(n):
        best = 0
        for j in range(1, N_CLASSES):
            if p[i, j] > p[i, best]:
                best = j
        out[i] = best
    return out


def describe_prediction(probabilities, class_names):
    best = 0
    for j in range(1, N_CLASSES):
        if probabilities[j] > probabilities[best]:
            best = j
    return class_names[best], float(probabilities[best])
