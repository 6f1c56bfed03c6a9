import tensorflow as tf
import tensorflow_datasets as tfds


def load_data(name="fashion_mnist", data_dir=None, splits=("train", "test")):
    sets, about = tfds.load(name, split=list(splits), data_dir=data_dir, as_supervised=True, with_info=True)
    return (*sets, about.features["label"].names)


def normalize(img, y, *, top=255.0):
    return tf.cast(img, tf.float32) / top, y


def make_batches(ds, batch_size=32, shuffle_buffer=0, seed=None, prefetch=True):
    stream = ds.map(lambda img, y: normalize(img, y)).cache()
    if shuffle_buffer >= 1:
        stream = stream.shuffle(shuffle_buffer, seed=seed)
    stream = stream.batch(batch_size)
    if prefetch:
        stream = stream.prefetch(1)
    return stream


def build_model(hidden=128, classes=10, seed=None):
    gen = tf.keras.random.SeedGenerator(seed)
    init = tf.keras.initializers.HeNormal(seed=gen)
    return tf.keras.Sequential(
        [
            tf.keras.Input((28, 28, 1)),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dense(hidden, "relu", kernel_initializer=init),
            tf.keras.layers.Dense(classes, "softmax"),
        ]
    )


def compile_model(net, learning_rate=1e-3):
    net.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(),
        metrics=[tf.keras.metrics.SparseCategoricalAccuracy(name="hits")],
    )
    return net


def train(net, stream, epochs=5, verbose=0, callbacks=None):
    return net.fit(stream, epochs=epochs, shuffle=False, verbose=verbose, callbacks=callbacks)


def evaluate(net, stream, verbose=0):
    cost, hits = net.evaluate(stream, verbose=verbose)
    return cost, hits


def predict_labels(net, pictures, batch_size=32):
    return net.predict(pictures, batch_size=batch_size, verbose=0).argmax(axis=1)


def describe_prediction(p, names, digits=None):
    winner = max(range(len(names)), key=lambda k: float(p[k]))
    value = float(p[winner])
    return names[winner], value if digits is None else round(value, digits)
