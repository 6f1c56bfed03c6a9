import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import Dense, Reshape
from tensorflow_datasets import load as load_tfds


def load_data(name="fashion_mnist"):
    splits, info = load_tfds(name, split=["train", "test"], with_info=True, as_supervised=True)
    return splits[0], splits[1], info.features["label"].names


def normalize(image, label):
    # convert_image_dtype scales integers by itself
    return tf.image.convert_image_dtype(image, tf.float32), label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    data = dataset.map(normalize).cache()
    if shuffle_buffer > 0:
        data = data.shuffle(buffer_size=shuffle_buffer, reshuffle_each_iteration=True)
    return data.batch(batch_size, drop_remainder=False)


class Wardrobe(keras.Model):
    def __init__(self, units=128, classes=10):
        super().__init__()
        self.row = Reshape((28 * 28,))
        self.hidden = Dense(units, activation="relu")
        self.out = Dense(classes)

    def call(self, inputs, training=False):
        return tf.nn.softmax(self.out(self.hidden(self.row(inputs))))


def build_model():
    net = Wardrobe()
    net(keras.Input((28, 28, 1)))
    return net


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss=keras.losses.sparse_categorical_crossentropy,
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


def train(model, batches, epochs=5):
    history = model.fit(x=batches, epochs=epochs, shuffle=False, verbose=0)
    return history


def evaluate(model, batches):
    loss, *rest = model.evaluate(batches, verbose=0)
    return loss, rest[0]


def predict_labels(model, images):
    values, indices = tf.math.top_k(model(images, training=False), k=1)
    return tf.squeeze(indices, axis=1)


def describe_prediction(probabilities, class_names):
    values, indices = tf.math.top_k(probabilities)
    return class_names[int(indices[0])], float(values[0])
