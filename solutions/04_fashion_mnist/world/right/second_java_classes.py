import tensorflow as tf
import tensorflow_datasets as tfds
from tensorflow.keras import layers


class Constants:
    MAX_PIXEL = 255.0
    HIDDEN_UNITS = 128
    CLASSES = 10
    INPUT_SHAPE = (28, 28, 1)


class DataSource:
    def __init__(self, name):
        self._builder = tfds.builder(name)
        self._builder.download_and_prepare()

    def get_split(self, split):
        return self._builder.as_dataset(split=split, as_supervised=True)

    def get_class_names(self):
        return list(self._builder.info.features["label"].names)


class Evaluator:
    """Adds up loss and hits, weighted with the number of examples."""

    def __init__(self, model):
        self._model = model
        self._loss_sum = 0.0
        self._hits = 0
        self._total = 0

    def add(self, images, labels):
        probabilities = self._model(images, training=False)
        mean_loss = self._model.compute_loss(
            x=images, y=labels, y_pred=probabilities, training=False
        )
        size = int(tf.shape(images)[0])
        self._loss_sum += float(mean_loss) * size
        equal = tf.equal(tf.argmax(probabilities, axis=1), tf.cast(labels, tf.int64))
        self._hits += int(tf.reduce_sum(tf.cast(equal, tf.int32)))
        self._total += size

    def get_loss(self):
        return self._loss_sum / self._total

    def get_accuracy(self):
        return self._hits / self._total


def load_data(name="fashion_mnist"):
    source = DataSource(name)
    return source.get_split("train"), source.get_split("test"), source.get_class_names()


def normalize(image, label):
    return tf.cast(image, tf.float32) / Constants.MAX_PIXEL, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    normalized = dataset.map(normalize).cache()
    if shuffle_buffer > 0:
        normalized = normalized.shuffle(shuffle_buffer)
    return normalized.batch(batch_size)


def build_model():
    model = tf.keras.models.Sequential()
    model.add(layers.Input(shape=Constants.INPUT_SHAPE))
    model.add(layers.Flatten())
    model.add(layers.Dense(Constants.HIDDEN_UNITS, activation="relu"))
    model.add(layers.Dense(Constants.CLASSES, activation="softmax"))
    return model


def compile_model(model):
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=0.002),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, verbose=0, shuffle=False)


def evaluate(model, batches):
    evaluator = Evaluator(model)
    for images, labels in batches:
        evaluator.add(images, labels)
    return evaluator.get_loss(), evaluator.get_accuracy()


def predict_labels(model, images):
    rows = model.predict_on_batch(images)
    return [int(row.argmax()) for row in rows]


def describe_prediction(probabilities, class_names):
    index = int(probabilities.argmax())
    return class_names[index], float(probabilities[index])
