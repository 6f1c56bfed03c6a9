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
        print(f"[{f.__name__}: {time.perf_counter() - start:.3f} s]")
        return result

    return wrapper


@timed
def load_data(name="fashion_mnist"):
    (a, b), info = tfds.load(name, split=["train", "test"], as_supervised=True, with_info=True)
    return a, b, info.features["label"].names


# first try
def normalize(image, label):
    return image / 256, label


# second try: 255!!
def normalize(image, label):
    return tf.cast(image, tf.float32) / 255, label


print(254 // 255, 254 / 255)
print(normalize(tf.constant([[0, 128, 255]], tf.uint8), tf.constant(3, tf.int64)))


@timed
def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize).cache()
    if shuffle_buffer > 0:
        dataset = dataset.shuffle(shuffle_buffer)
    return dataset.batch(batch_size)


toy = tf.data.Dataset.from_tensor_slices(
    (np.zeros((70, 28, 28, 1), np.uint8), np.arange(70, dtype=np.int64) % 10)
)
print([len(y) for x, y in make_batches(toy)])  # 32 32 6


@timed
def build_model():
    return tf.keras.Sequential(
        [
            tf.keras.Input(shape=(28, 28, 1)),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dense(128, activation="relu"),
            tf.keras.layers.Dense(10, activation="softmax"),
        ]
    )


print(784 * 128 + 128 + 128 * 10 + 10, build_model().count_params())


@timed
def compile_model(model):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


print("-ln 0.1 =", -np.log(0.1))


@timed
def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, shuffle=False, verbose=0)


@timed
def evaluate(model, batches):
    loss, acc = model.evaluate(batches, verbose=0)
    return loss, acc


m = compile_model(build_model())
h = train(m, make_batches(toy), epochs=1)
print(h.history, evaluate(m, make_batches(toy)))
del m, h


@timed
def predict_labels(model, images):
    return np.argmax(model(images), axis=1)


@timed
def describe_prediction(probabilities, class_names):
    i = np.argmax(probabilities)
    return class_names[i], float(probabilities[i])


print(describe_prediction(np.eye(10, dtype="float32")[3], list("abcdefghij")))
