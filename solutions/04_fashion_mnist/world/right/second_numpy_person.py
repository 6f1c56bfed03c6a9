import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    ds, info = tfds.load(name, split=["train", "test"], as_supervised=True, with_info=True)
    label = info.features["label"]
    names = [label.int2str(k) for k in np.arange(label.num_classes)]
    return ds[0], ds[1], names


def normalize(image, label):
    return tf.cast(image, np.float32) / np.float32(255), label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    ds = dataset.map(normalize).cache()
    ds = ds.shuffle(shuffle_buffer) if shuffle_buffer > 0 else ds
    return ds.batch(batch_size)


def build_model():
    m = tf.keras.Sequential()
    m.add(tf.keras.layers.InputLayer(shape=(28, 28, 1)))
    m.add(tf.keras.layers.Flatten())
    m.add(tf.keras.layers.Dense(128, "relu"))
    m.add(tf.keras.layers.Dense(10, "softmax"))
    return m


def compile_model(model):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["acc"])
    return model


def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, verbose=0, shuffle=False)


def evaluate(model, batches):
    out = np.asarray(model.evaluate(batches, verbose=0), dtype=np.float64)
    return out[0], out[1]


def predict_labels(model, images):
    p = np.asarray(model(np.asarray(images)))
    return p.argmax(axis=-1)


def describe_prediction(probabilities, class_names):
    k = np.argsort(probabilities)[-1]      # argsort makes a new array
    return str(np.array(class_names)[k]), probabilities[k]
