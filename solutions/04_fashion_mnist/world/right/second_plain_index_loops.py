import tensorflow as tf
import tensorflow_datasets as tfds

ROWS = 28
COLS = 28


def load_data(name="fashion_mnist"):
    result = tfds.load(name, split=["train", "test"], as_supervised=True, with_info=True)
    parts = result[0]
    info = result[1]
    n = info.features["label"].num_classes
    names = []
    i = 0
    while i < n:
        names.append(info.features["label"].names[i])
        i += 1
    return parts[0], parts[1], names


def normalize(image, label):
    f = tf.cast(image, tf.float32)
    f = tf.math.divide(f, 255.0)
    return f, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    d = dataset.map(normalize)
    d = d.cache()
    if shuffle_buffer != 0:
        d = d.shuffle(shuffle_buffer)
    d = d.batch(batch_size, drop_remainder=False)
    return d


def build_model():
    inp = tf.keras.layers.Input((ROWS, COLS, 1))
    a = tf.keras.layers.Flatten()(inp)
    b = tf.keras.layers.Dense(units=128, activation="relu")(a)
    c = tf.keras.layers.Dense(units=10, activation="softmax")(b)
    return tf.keras.Model(inputs=inp, outputs=c)


def compile_model(m):
    m.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return m


def train(m, b, epochs=5):
    h = m.fit(b, epochs=epochs, shuffle=False, verbose=0)
    return h


def evaluate(m, b):
    r = m.evaluate(b, verbose=0)
    return float(r[0]), float(r[1])


def argmax(values):
    best = 0
    for i in range(1, len(values)):
        if values[i] > values[best]:
            best = i
    return best


def predict_labels(m, imgs):
    p = m(imgs).numpy()
    out = []
    for i in range(len(p)):
        out.append(argmax(p[i]))
    return out


def describe_prediction(p, names):
    i = argmax(p)
    return names[i], float(p[i])
