import functools
import time

import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds


def timed(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = f(*args, **kwargs)
        print(f"[{f.__name__}] {time.perf_counter() - start:.3f} s")
        return result

    return wrapper


@timed
def load_data(name="fashion_mnist"):
    print("loading", name, "...")
    (train_set, test_set), info = tfds.load(
        name=name, split=["train", "test"], as_supervised=True, with_info=True
    )
    names = info.features["label"].names
    print("got", info.splits["train"].num_examples, "and", info.splits["test"].num_examples)
    return train_set, test_set, names


def normalize(image, label):
    print("normalize:", image.shape, image.dtype)
    image = tf.cast(image, dtype=tf.float32)
    image /= 255
    return image, label


@timed
def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    out = dataset.map(normalize).cache()
    if shuffle_buffer > 0:
        print("shuffling with a buffer of", shuffle_buffer)
        out = out.shuffle(shuffle_buffer)
    return out.batch(batch_size)


@timed
def build_model():
    model = tf.keras.Sequential(name="wardrobe")
    for layer in (
        tf.keras.Input(shape=(28, 28, 1)),
        tf.keras.layers.Flatten(name="lay_flat"),
        tf.keras.layers.Dense(128, activation="relu", name="think"),
        tf.keras.layers.Dense(10, activation="softmax", name="answer"),
    ):
        model.add(layer)
    model.summary()
    return model


@timed
def compile_model(model):
    model.compile(
        optimizer=tf.keras.optimizers.Adam(),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


@timed
def train(model, batches, epochs=5):
    history = model.fit(batches, epochs=epochs, shuffle=False, verbose=2)
    print("losses:", history.history["loss"])
    return history


@timed
def evaluate(model, batches):
    loss, accuracy = model.evaluate(batches, verbose=0)
    print(f"loss = {loss:.3f}, accuracy = {accuracy:.1%}")
    return loss, accuracy


@timed
def predict_labels(model, images):
    probabilities = model.predict(images, verbose=0)
    print("shape of the probabilities:", probabilities.shape)
    return np.argmax(probabilities, axis=-1).tolist()


def describe_prediction(probabilities, class_names):
    winner = int(np.argmax(probabilities))
    print("I think it is", class_names[winner])
    return class_names[winner], float(probabilities[winner])
