import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


def load_csv(path, batch_size=32):
    # like read.csv
    iris = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf-8")
    iris = np.atleast_1d(iris)
    X = np.column_stack((iris["sepal_length"], iris["sepal_width"], iris["petal_length"], iris["petal_width"]))
    y = iris["species"]
    X = tf.cast(X, tf.float32)
    y = tf.cast(y, tf.int64)
    both = tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(X), tf.data.Dataset.from_tensor_slices(y)))
    return both.batch(batch_size)


def build_model():
    net = tf.keras.models.Sequential(name="iris")
    net.add(tf.keras.layers.Dense(units=10))
    net.add(tf.keras.layers.Activation("relu"))
    net.add(tf.keras.layers.Dense(units=10))
    net.add(tf.keras.layers.Activation("relu"))
    net.add(tf.keras.layers.Dense(units=3))
    net.build(input_shape=(None, 4))
    return net


def loss(net, X, y, training):
    Z = net(X, training=training)
    Z = Z - tf.stop_gradient(tf.reduce_max(Z, axis=1, keepdims=True))
    logS = tf.math.log(tf.reduce_sum(tf.exp(Z), axis=1))
    zy = tf.gather(Z, y, axis=1, batch_dims=1)
    return tf.reduce_mean(logS - zy)


def grad(net, X, y):
    with tf.GradientTape() as tape:
        L = loss(net, X, y, training=True)
    dL = tape.gradient(L, net.trainable_variables)
    return L, dL


def train(net, dataset, optimizer, epochs=201):
    L = np.zeros(epochs)
    A = np.zeros(epochs)
    for i in np.arange(epochs):
        Lb = np.array([])
        nb = np.array([])
        ok = 0
        for X, y in dataset:
            l, dl = grad(net, X, y)
            optimizer.apply_gradients(zip(dl, net.trainable_variables))
            Lb = np.append(Lb, float(l))
            nb = np.append(nb, len(y))
            ok = ok + np.sum(np.argmax(net(X, training=False), 1) == y.numpy())
        L[i] = np.sum(Lb * nb) / np.sum(nb)   # weighted.mean
        A[i] = ok / np.sum(nb)
    return dict(loss=list(map(float, L)), accuracy=list(map(float, A)))


def evaluate(net, dataset):
    C = np.zeros((3, 3))   # confusion matrix
    for X, y in dataset:
        C += tf.math.confusion_matrix(y, tf.argmax(net(X, training=False), axis=1), num_classes=3).numpy()
    return float(np.trace(C) / np.sum(C))


def predict_species(net, X):
    which_max = np.argmax(net(X, training=False).numpy(), axis=1)
    return [SPECIES[k] for k in which_max]
