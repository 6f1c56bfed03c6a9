import tensorflow as tf
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist"):
    data, info = tfds.load(name, as_supervised=True, with_info=True)
    return data["train"], data["test"], info.features["label"].names


def normalize(image, label):
    # tensors know how to divide
    return tf.cast(image, "float32") / 255, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    examples = dataset.map(normalize).cache()
    if shuffle_buffer > 0:
        examples = examples.shuffle(shuffle_buffer)
    return examples.batch(batch_size)


def build_model():
    model = tf.keras.Sequential()
    model.add(tf.keras.Input((28, 28, 1)))
    model.add(tf.keras.layers.Flatten())
    model.add(tf.keras.layers.Dense(128, activation="relu"))
    model.add(tf.keras.layers.Dense(10, activation="softmax"))
    return model


def compile_model(model):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
    )
    return model


def train(model, batches, epochs=5):
    return model.fit(batches, epochs=epochs, shuffle=False)


def evaluate(model, batches):
    loss, accuracy = model.evaluate(batches, verbose=0)
    return loss, accuracy


def predict_labels(model, images):
    answers = []
    for row in model(images).numpy().tolist():
        answers.append(row.index(max(row)))
    return answers


def describe_prediction(probabilities, class_names):
    numbers = [float(p) for p in probabilities]
    best = max(numbers)
    return class_names[numbers.index(best)], best
