# TensorFlow and tf.keras
import tensorflow as tf
import tensorflow_datasets as tfds

# Helper libraries
import numpy as np


def load_data(name="fashion_mnist"):
    dataset, metadata = tfds.load(name, as_supervised=True, with_info=True)
    train_dataset, test_dataset = dataset['train'], dataset['test']
    class_names = metadata.features['label'].names
    return train_dataset, test_dataset, class_names


def normalize(images, labels):
    images = tf.cast(images, tf.float32)
    images /= 255
    return images, labels


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize).cache()
    if shuffle_buffer:
        dataset = dataset.shuffle(shuffle_buffer)
    return dataset.batch(batch_size)


def build_model():
    model = tf.keras.Sequential([
        tf.keras.layers.Flatten(input_shape=(28, 28, 1)),
        tf.keras.layers.Dense(128, activation="relu"),
        tf.keras.layers.Dense(10, activation="softmax")
    ])
    return model


def compile_model(model):
    model.compile(optimizer='adam',
                  loss=tf.keras.losses.SparseCategoricalCrossentropy(),
                  metrics=['accuracy'])
    return model


def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, shuffle=False)


def evaluate(model, batches):
    test_loss, test_acc = model.evaluate(batches, verbose=0)
    return test_loss, test_acc


def predict_labels(model, images):
    predictions = model.predict(images)
    return np.argmax(predictions, axis=1)


def describe_prediction(predictions_array, class_names):
    predicted_label = np.argmax(predictions_array)
    return class_names[predicted_label], float(np.max(predictions_array))
