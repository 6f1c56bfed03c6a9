import tensorflow as tf
import numpy as np
import tensorflow_datasets as tfds
import logging
logger = tf.get_logger()
logger.setLevel(logging.ERROR)


def load_data(name="fashion_mnist"):
    print("Loading", name, "...")
    dataset, metadata = tfds.load(name, split=['train', 'test'], as_supervised=True, with_info=True)
    train_dataset, test_dataset = dataset
    class_names = metadata.features['label'].names
    print("Class names: {}".format(class_names))
    return train_dataset, test_dataset, class_names


def normalize(image, label):
    image = tf.cast(image, tf.float32)
    image = image * (1.0 / 255.0)
    return image, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    # The map function applies the normalize function to each element
    dataset = dataset.map(normalize)
    # keep it in memory
    dataset = dataset.cache()
    if shuffle_buffer != 0:
        print("shuffling with a buffer of", shuffle_buffer)
        dataset = dataset.shuffle(shuffle_buffer)
    else:
        print("not shuffling")
    dataset = dataset.batch(batch_size)
    print("element spec:", dataset.element_spec)
    return dataset


def build_model():
    inp = tf.keras.layers.Input(shape=[28, 28, 1])
    l0 = tf.keras.layers.Flatten()
    l1 = tf.keras.layers.Dense(units=128, activation='relu')
    l2 = tf.keras.layers.Dense(units=10, activation='softmax')
    model = tf.keras.Sequential([inp, l0, l1, l2])
    model.summary()
    return model


def compile_model(model):
    model.compile(loss='sparse_categorical_crossentropy',
                  optimizer=tf.keras.optimizers.Adam(0.002),
                  metrics=['acc'])
    return model


def train(model, batches, epochs=5):
    history = model.fit(batches, epochs=epochs, verbose=False)
    print("Finished training the model")
    print(history.history)
    return history


def evaluate(model, batches):
    result = model.evaluate(batches, verbose=0)
    print("Loss and accuracy on test dataset:", result)
    return result[0], result[1]


def predict_labels(model, images):
    predictions = model.predict(images)
    print("These are the probabilities: {}".format(predictions))
    labels = np.argmax(predictions, 1)
    print("labels", labels)
    return labels


def describe_prediction(probabilities, class_names):
    i = int(np.argmax(probabilities))
    print("I think it's", class_names[i])
    return class_names[i], float(probabilities[i])
