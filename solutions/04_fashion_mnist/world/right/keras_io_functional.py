"""
Title: Fashion MNIST, dense
Description: keras.io style, functional API.
"""
import keras
import tensorflow as tf
import tensorflow_datasets as tfds
from keras import layers, ops

num_classes = 10
input_shape = (28, 28, 1)


def load_data(name="fashion_mnist"):
    (train_ds, test_ds), info = tfds.load(
        name, split=("train", "test"), as_supervised=True, with_info=True
    )
    return train_ds, test_ds, list(info.features["label"].names)


rescale = layers.Rescaling(scale=1.0 / 255)


def normalize(image, label):
    return rescale(image), label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    ds = dataset.map(normalize, num_parallel_calls=tf.data.AUTOTUNE).cache()
    ds = ds.shuffle(shuffle_buffer) if shuffle_buffer else ds
    return ds.batch(batch_size).prefetch(tf.data.AUTOTUNE)


def build_model():
    inputs = keras.Input(shape=input_shape)
    x = layers.Flatten()(inputs)
    x = layers.Dense(128)(x)
    x = layers.ReLU()(x)
    x = layers.Dense(num_classes)(x)
    outputs = layers.Softmax()(x)
    return keras.Model(inputs, outputs, name="fashion_mlp")


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="acc")],
    )
    return model


def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, shuffle=False, verbose=2)


def evaluate(model, batches):
    score = model.evaluate(batches, verbose=0)
    return tuple(score)


def predict_labels(model, images):
    return ops.argmax(model(images), axis=-1)


def describe_prediction(probabilities, class_names):
    best = int(ops.argmax(probabilities))
    return class_names[best], float(probabilities[best])
