import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    (ds_train, ds_test), ds_info = tfds.load(
        name,
        split=["train", "test"],
        as_supervised=True,
        with_info=True,
    )
    return ds_train, ds_test, ds_info.features["label"].names


def normalize(image, label):
    """Normalizes images: `uint8` -> `float32`."""
    return tf.cast(image, tf.float32) / 255.0, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize, num_parallel_calls=tf.data.AUTOTUNE)
    dataset = dataset.cache()
    if shuffle_buffer > 0:
        dataset = dataset.shuffle(shuffle_buffer)
    dataset = dataset.batch(batch_size)
    dataset = dataset.prefetch(tf.data.AUTOTUNE)
    return dataset


def build_model():
    model = tf.keras.Sequential([
        tf.keras.Input(shape=(28, 28, 1)),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation="relu"),
        tf.keras.layers.Dense(10, activation="softmax"),
    ])
    return model


def compile_model(model):
    model.compile(
        optimizer=tf.keras.optimizers.Adam(0.001),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=False),
        metrics=[tf.keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, shuffle=False)


def evaluate(model, batches):
    test_loss, test_acc = model.evaluate(batches, verbose=0)
    return test_loss, test_acc


def predict_labels(model, images):
    predictions = model.predict(images, verbose=0)
    return np.argmax(predictions, axis=1)


def describe_prediction(probabilities, class_names):
    predicted = np.argmax(probabilities)
    return class_names[predicted], np.max(probabilities)
