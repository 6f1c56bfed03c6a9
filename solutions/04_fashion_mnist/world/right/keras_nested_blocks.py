import keras
import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    train, info = tfds.load(name, split="train", as_supervised=True, with_info=True)
    test = tfds.load(name, split="test", as_supervised=True)
    label = info.features["label"]
    return train, test, [label.int2str(k) for k in range(label.num_classes)]


def normalize(image, label):
    return keras.ops.cast(image, "float32") / 255.0, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    scaled = dataset.map(normalize)
    if shuffle_buffer == 0:
        # no shuffling, so whole batches can be kept
        return scaled.batch(batch_size).cache()
    return scaled.cache().shuffle(shuffle_buffer).batch(batch_size)


def build_model():
    body = keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(128, "relu")], name="body"
    )
    head = keras.Sequential([keras.Input((128,)), keras.layers.Dense(10, "softmax")], name="head")
    return keras.Sequential([keras.Input((28, 28, 1)), body, head])


def compile_model(model):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
    return model


def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, shuffle=False)


def evaluate(model, batches):
    logs = model.evaluate(batches, verbose=0, return_dict=True)
    acc = [v for k, v in logs.items() if k != "loss"][0]
    return logs["loss"], acc


def predict_labels(model, images):
    return np.array(model.predict(images, verbose=0)).argmax(axis=-1)


def describe_prediction(probabilities, class_names):
    k = np.argmax(probabilities)
    return class_names[k], probabilities[k]
