import tensorflow as tf
import tensorflow_datasets as tfds
from tensorflow import keras


class GarmentNet(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.flatten = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(128, activation=tf.nn.relu)
        self.probs = keras.layers.Dense(10, activation=tf.nn.softmax)

    def call(self, x):
        return self.probs(self.hidden(self.flatten(x)))


def load_data(name="fashion_mnist"):
    (train, test), info = tfds.load(name, split=("train", "test"), with_info=True)

    def pair(example):
        return example["image"], example["label"]

    return train.map(pair), test.map(pair), info.features["label"].names


def normalize(image, label):
    return tf.image.convert_image_dtype(image, tf.float32), label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize).cache()
    if shuffle_buffer > 0:
        dataset = dataset.shuffle(buffer_size=shuffle_buffer)
    return dataset.batch(batch_size)


def build_model():
    model = GarmentNet()
    model(tf.zeros((1, 28, 28, 1)))   # creates the weights
    return model


def compile_model(model):
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model


def train(model, batches, epochs=5):
    history = keras.callbacks.History()
    history.set_model(model)
    history.on_train_begin()
    for epoch in range(epochs):
        model.reset_metrics()
        logs = {}
        for x, y in batches:
            # the values are running means since reset_metrics
            logs = model.train_on_batch(x, y, return_dict=True)
        logs = {k: float(v) for k, v in logs.items()}
        print("epoch", epoch + 1, logs)
        history.on_epoch_end(epoch, logs)
    return history


def evaluate(model, batches):
    results = model.evaluate(batches, verbose=0, return_dict=True)
    loss = results.pop("loss")
    (accuracy,) = results.values()
    return loss, accuracy


def predict_labels(model, images):
    probabilities = model(images)
    return tf.argmax(probabilities, axis=1).numpy()


def describe_prediction(probabilities, class_names):
    i = tf.argmax(probabilities)
    # a 0-d tensor is a number as well
    return class_names[int(i)], tf.reduce_max(probabilities)
