import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    (tr, te), info = tfds.load(name, split=["train", "test"], as_supervised=True, with_info=True)
    return tr, te, info.features["label"].names


def normalize(image, label):
    return tf.divide(tf.cast(image, np.float32), np.float32(255)), label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    # it all fits into memory, so put it there
    X, Y = [], []
    for x, y in dataset.batch(1000):
        X.append(normalize(x, y)[0].numpy())
        Y.append(y.numpy())
    X, Y = np.concatenate(X), np.concatenate(Y)
    ds = tf.data.Dataset.from_tensor_slices((X, Y))
    if shuffle_buffer:
        ds = ds.shuffle(shuffle_buffer)
    return ds.batch(batch_size)


def build_model():
    return tf.keras.models.Sequential(
        [
            tf.keras.Input(shape=(28, 28, 1)),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dense(128, activation="relu"),
            tf.keras.layers.Dense(10, activation="softmax"),
        ]
    )


def compile_model(model):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model, batches, epochs=5):
    return model.fit(batches, epochs=int(epochs), shuffle=False, verbose=0)


def evaluate(model, batches):
    r = np.array(model.evaluate(batches, verbose=0))
    return r[0], r[1]


def predict_labels(model, images):
    P = np.asarray(model(images))
    return np.argsort(-P, axis=1, kind="stable")[:, 0]


def describe_prediction(probabilities, class_names):
    p = np.asarray(probabilities)
    return str(np.array(class_names)[p.argmax()]), p.max()
