import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")
N_COLS = 4
N_CLASSES = 3


def argmax3(row):
    best = 0
    for j in range(1, N_CLASSES):
        if row[j] > row[best]:
            best = j
    return best


def load_csv(path, batch_size=32):
    f = open(path, "r")
    text = f.read()
    f.close()
    lines = text.splitlines()
    n = 0
    for i in range(1, len(lines)):
        if len(lines[i]) > 0:
            n += 1
    x = np.zeros((n, N_COLS), dtype=np.float32)
    y = np.zeros(n, dtype=np.int32)
    k = 0
    for i in range(1, len(lines)):
        if len(lines[i]) == 0:
            continue
        tok = lines[i].split(",")
        for j in range(N_COLS):
            x[k, j] = float(tok[j])
        y[k] = int(float(tok[N_COLS]))
        k += 1
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size)


def build_model():
    sizes = [10, 10, 3]
    m = tf.keras.Sequential()
    m.add(tf.keras.Input(shape=(N_COLS,)))
    for i in range(len(sizes)):
        if i < len(sizes) - 1:
            m.add(tf.keras.layers.Dense(sizes[i], activation="relu"))
        else:
            m.add(tf.keras.layers.Dense(sizes[i], activation=None))
    return m


def loss(m, x, y, training):
    z = m(x, training=training)
    logp = tf.nn.log_softmax(z, axis=1)
    n = int(y.shape[0])
    s = tf.constant(0.0)
    for i in range(n):
        s = s - logp[i, int(y[i])]
    return s / n


def grad(m, x, y):
    with tf.GradientTape() as t:
        l = loss(m, x, y, training=True)
    v = m.trainable_variables
    g = t.gradient(l, v)
    return l, g


def train(m, data, optimizer, epochs=201):
    hist_l = [0.0] * epochs
    hist_a = [0.0] * epochs
    e = 0
    while e < epochs:
        s = 0.0
        nb = 0
        ok = 0
        n = 0
        for x, y in data:
            l, g = grad(m, x, y)
            pairs = []
            for i in range(len(g)):
                pairs.append((g[i], m.trainable_variables[i]))
            optimizer.apply_gradients(pairs)
            s += float(l)
            nb += 1
            z = m(x, training=False).numpy()
            for i in range(z.shape[0]):
                if argmax3(z[i]) == int(y[i]):
                    ok += 1
                n += 1
        hist_l[e] = s / nb
        hist_a[e] = ok / n
        e += 1
    return {"loss": hist_l, "accuracy": hist_a}


def evaluate(m, data):
    ok = 0
    n = 0
    for x, y in data:
        z = m(x, training=False).numpy()
        for i in range(z.shape[0]):
            if argmax3(z[i]) == int(y[i]):
                ok += 1
            n += 1
    return ok / n


def predict_species(m, x):
    z = m(x, training=False).numpy()
    out = [None] * z.shape[0]
    for i in range(z.shape[0]):
        out[i] = SPECIES[argmax3(z[i])]
    return out
