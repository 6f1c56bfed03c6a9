import tensorflow as tf
import tensorflow_datasets as tfds


class Scaler(tf.Module):
    def __init__(self, largest, name=None):
        super().__init__(name=name)
        self.factor = 1.0 / largest

    def __call__(self, x):
        return tf.cast(x, tf.float32) * self.factor


scaler = Scaler(255.0)


def load_data(name="fashion_mnist"):
    (a, b), info = tfds.load(name, split=["train", "test"], as_supervised=True, with_info=True)
    return a, b, info.features["label"].names


@tf.function(reduce_retracing=True)
def normalize(image, label):
    return scaler(image), label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    steps = [lambda d: d.map(normalize), lambda d: d.cache()]
    if shuffle_buffer > 0:
        steps.append(lambda d: d.shuffle(shuffle_buffer))
    steps.append(lambda d: d.batch(batch_size))
    for step in steps:
        dataset = dataset.apply(step)
    return dataset


def build_model():
    model = tf.keras.Sequential([
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation=tf.nn.relu),
        tf.keras.layers.Dense(10, activation=tf.nn.softmax),
    ])
    model.build((None, 28, 28, 1))
    return model


def compile_model(model):
    model.compile(
        optimizer="adam",
        loss=tf.keras.losses.sparse_categorical_crossentropy,
        metrics=[tf.keras.metrics.sparse_categorical_accuracy],
    )
    return model


def train(model, batches, epochs=5):
    model.fit(batches, epochs=epochs, verbose=0, shuffle=False)
    return model.history


def evaluate(model, batches):
    return tuple(model.evaluate(batches, verbose=0))


@tf.function(reduce_retracing=True)
def winners(probabilities):
    return tf.math.argmax(probabilities, axis=1, output_type=tf.int32)


def predict_labels(model, images):
    return winners(model(images, training=False)).numpy()


def describe_prediction(probabilities, class_names):
    values, indices = tf.math.top_k(probabilities, k=1)
    return class_names[indices[0].numpy()], values[0].numpy()
