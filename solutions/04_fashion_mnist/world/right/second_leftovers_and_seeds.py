import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds

rng = np.random.default_rng(2024)


def load_data(name="fashion_mnist"):
    data, info = tfds.load(name, with_info=True, as_supervised=True)
    return data["train"], data["test"], info.features["label"].names


# first try, only made zeros and ones
def normalize(image, label):
    return image // 255, label


# second try
def normalize(image, label):
    return tf.divide(tf.cast(image, "float32"), 255.0), label


x, y = normalize(tf.constant([[[[0], [254], [255]]]], tf.uint8), tf.constant([3], tf.int64))
print(x.numpy().ravel(), y)


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    ds = dataset.map(normalize).cache()
    if shuffle_buffer:
        # with a seed the runs can be repeated, the epochs still differ
        ds = ds.shuffle(shuffle_buffer, seed=int(rng.integers(1, 2**31)), reshuffle_each_iteration=True)
    return ds.batch(batch_size)


def build_model():
    def init():
        return tf.keras.initializers.GlorotUniform(seed=int(rng.integers(2**31)))

    return tf.keras.Sequential([
        tf.keras.layers.Input((28, 28, 1)),
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dense(128, activation="relu", kernel_initializer=init()),
        tf.keras.layers.Dense(10, activation="softmax", kernel_initializer=init()),
    ])


print(build_model().count_params())  # 101770


def compile_model(model):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def train(model, batches, epochs=5): return model.fit(batches, epochs=epochs, verbose=0, shuffle=False)
def evaluate(model, batches): return tuple(map(float, model.evaluate(batches, verbose=0)))
def predict_labels(model, images): return np.argmax(model(images), axis=1)
def describe_prediction(p, names): return names[p.argmax()], p.max()


# does it run?
toy = tf.data.Dataset.from_tensor_slices((
    rng.integers(0, 256, (20, 28, 28, 1)).astype(np.uint8),
    rng.integers(0, 10, 20),
))
toy_batches = make_batches(toy, 8, 20)
toy_model = compile_model(build_model())
h = train(toy_model, toy_batches, 2)
print(h.history)
print(evaluate(toy_model, toy_batches))
print(describe_prediction(np.array([0.1, 0.7, 0.2], np.float32), ["a", "b", "c"]))
