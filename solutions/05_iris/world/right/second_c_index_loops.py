import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")
N_IN = 4
N_OUT = 3


def load_csv(path, batch_size=32):
    f = open(path, "r")
    lines = f.read().split("\n")
    f.close()
    n = 0
    for i in range(1, len(lines)):
        if lines[i].strip() != "":
            n += 1
    x = np.zeros((n, N_IN), dtype=np.float32)
    y = np.zeros((n,), dtype=np.int64)
    k = 0
    for i in range(1, len(lines)):
        if lines[i].strip() == "":
            continue
        parts = lines[i].split(",")
        for j in range(N_IN):
            x[k, j] = float(parts[j])
        y[k] = int(parts[N_IN])
        k += 1
    ds = tf.data.Dataset.from_tensor_slices((x, y))
    ds = ds.batch(batch_size)
    return ds


def build_model():
    sizes = [10, 10, N_OUT]
    model = tf.keras.Sequential()
    model.add(tf.keras.Input(shape=(N_IN,)))
    for i in range(len(sizes)):
        if i < len(sizes) - 1:
            act = "relu"
        else:
            act = None
        model.add(tf.keras.layers.Dense(sizes[i], activation=act))
    return model


def loss(model, features, labels, training):
    z = model(features, training=training)
    lse = tf.reduce_logsumexp(z, axis=1)
    s = 0.0
    for j in range(N_OUT):
        s = s + tf.where(labels == j, lse - z[:, j], 0.0)
    return tf.reduce_mean(s)


def grad(model, features, labels):
    with tf.GradientTape(persistent=True) as tape:
        value = loss(model, features, labels, training=True)
    v = model.trainable_variables
    g = []
    for i in range(len(v)):
        g.append(tape.gradient(value, v[i]))
    del tape
    return value, g


def train(model, dataset, optimizer, epochs=201):
    hl = [0.0] * epochs
    ha = [0.0] * epochs
    e = 0
    while e < epochs:
        sum_loss = 0.0
        n_batches = 0
        n_right = 0
        n_all = 0
        for x, y in dataset:
            z = model(x, training=False).numpy()
            for i in range(y.shape[0]):
                best = 0
                for j in range(1, N_OUT):
                    if z[i, j] > z[i, best]:
                        best = j
                if best == int(y[i]):
                    n_right += 1
                n_all += 1
            value, g = grad(model, x, y)
            v = model.trainable_variables
            pairs = []
            for i in range(len(v)):
                pairs.append((g[i], v[i]))
            optimizer.apply_gradients(pairs)
            sum_loss += float(value)
            n_batches += 1
        hl[e] = sum_loss / n_batches
        ha[e] = n_right / n_all
        e += 1
    return {"loss": hl, "accuracy": ha}


def evaluate(model, dataset):
    right = 0
    total = 0
    for x, y in dataset:
        z = model(x, training=False).numpy()
        t = y.numpy()
        for i in range(z.shape[0]):
            best = 0
            for j in range(1, N_OUT):
                if z[i, j] > z[i, best]:
                    best = j
            right += int(best == t[i])
            total += 1
    return right / total


def predict_species(model, features):
    z = model(features, training=False).numpy()
    out = [""] * z.shape[0]
    for i in range(z.shape[0]):
        best = 0
        for j in range(1, N_OUT):
            if z[i, j] > z[i, best]:
                best = j
        out[i] = SPECIES[best]
    return out
