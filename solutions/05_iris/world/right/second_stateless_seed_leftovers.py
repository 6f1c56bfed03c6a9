import math

import numpy as np
import tensorflow as tf
from tensorflow import keras

SPECIES = ("setosa", "versicolor", "virginica")


# first try, kept for comparison (no batches yet)
def load_csv(path):
    d = np.loadtxt(path, delimiter=",", skiprows=1)
    return d[:, :4], d[:, 4]


def load_csv(path, batch_size=32):  # noqa: F811
    d = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    x = tf.cast(d[:, :4], tf.float32)
    y = tf.cast(d[:, 4], tf.int32)
    order = tf.random.experimental.stateless_shuffle(tf.range(len(d)), seed=(3, 4))
    x, y = tf.gather(x, order), tf.gather(y, order)
    xs = tf.data.Dataset.from_tensor_slices(x)
    ys = tf.data.Dataset.from_tensor_slices(y)
    return tf.data.Dataset.zip((xs, ys)).batch(batch_size)


def build_model():
    net = keras.Sequential(
        [
            keras.layers.Input(shape=(4,)),
            keras.layers.Dense(10, activation="relu"),
            keras.layers.Dense(10, activation="relu"),
            keras.layers.Dense(3),
        ]
    )
    # the same start each time, whatever the global seed is
    for number, layer in enumerate(net.layers):
        fan_in, fan_out = layer.kernel.shape
        limit = math.sqrt(6 / (fan_in + fan_out))
        layer.kernel.assign(
            tf.random.stateless_uniform((fan_in, fan_out), seed=(1936, number), minval=-limit, maxval=limit)
        )
    return net


net = build_model()
print(net.count_params())   # 193, as predicted


def loss(net, flowers, truth, training):
    scores = net(flowers, training=training)
    picked = tf.reduce_sum(tf.one_hot(truth, depth=3) * tf.nn.log_softmax(scores, axis=-1), axis=-1)
    return tf.math.negative(tf.reduce_mean(picked))


three = tf.constant([[5.1, 3.3, 1.7, 0.5], [5.9, 3.0, 4.2, 1.5], [6.9, 3.1, 5.4, 2.1]])
print("loss", loss(net, three, tf.constant([0, 1, 2]), training=False))


def grad(net, flowers, truth):
    tape = tf.GradientTape()
    with tape:
        cost = loss(net, flowers, truth, training=True)
    slopes = tape.gradient(cost, net.trainable_variables)
    return cost, slopes


print([s.shape for s in grad(net, three, tf.constant([0, 1, 2]))[1]])


def train(net, batches, opt, epochs=201):
    book = dict(loss=[], accuracy=[])
    for _ in range(epochs):
        for flowers, truth in batches:
            _, slopes = grad(net, flowers, truth)
            opt.apply_gradients(zip(slopes, net.trainable_variables))
        # epoch over: measure
        costs = [loss(net, flowers, truth, training=False) for flowers, truth in batches]
        book["loss"].append(tf.add_n(costs) / len(costs))
        book["accuracy"].append(evaluate(net, batches))
    return book


def evaluate(net, batches):
    good, count = 0, 0
    for flowers, truth in batches:
        said = tf.argmax(net(flowers, training=False), axis=1)
        good += np.sum(said.numpy() == truth.numpy())
        count += said.shape[0]
    return good / count


def predict_species(net, flowers):
    scores = net(flowers, training=False)
    best = tf.math.top_k(scores, k=1).indices[:, 0]
    return [SPECIES[b] for b in best.numpy()]


print(predict_species(net, three))
toy = tf.data.Dataset.from_tensor_slices((three, [0, 1, 2])).batch(2)
print(train(net, toy, keras.optimizers.Adam(), epochs=2))
print(evaluate(net, toy))
