import numpy as np
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


def load_csv(path, batch_size=32):
    data = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    features = tf.convert_to_tensor(data[:, :4], dtype=tf.float32)
    labels = tf.convert_to_tensor(data[:, 4].astype("int64"))
    return tf.data.Dataset.from_tensor_slices((features, labels)).cache().shuffle(len(data)).batch(batch_size)


def build_model():
    return tf.keras.Sequential([
        tf.keras.Input(shape=(4,)),
        tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(10, activation="relu"),
        tf.keras.layers.Dense(3),
    ])


loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def loss(model, features, labels, training):
    return loss_fn(labels, model(features, training=training))


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    return value, tape.gradient(value, model.trainable_variables)


def train(model, dataset, optimizer, epochs=201):
    loss_metric = tf.keras.metrics.Mean()
    acc_metric = tf.keras.metrics.SparseCategoricalAccuracy()
    optimizer.build(model.trainable_variables)

    # a new tf.function for each call of train: it belongs to this model and this optimizer
    @tf.function(reduce_retracing=True)
    def train_step(x, y):
        with tf.GradientTape() as tape:
            logits = model(x, training=True)
            value = loss_fn(y, logits)
        grads = tape.gradient(value, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
        loss_metric.update_state(value)
        acc_metric.update_state(y, logits)

    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        loss_metric.reset_state()
        acc_metric.reset_state()
        for x, y in dataset:
            train_step(x, y)
        history["loss"].append(float(loss_metric.result()))
        history["accuracy"].append(float(acc_metric.result()))
    return history


def evaluate(model, dataset):
    @tf.function(reduce_retracing=True)
    def right_answers(x, y):
        best = tf.argmax(model(x, training=False), axis=1)
        return tf.math.count_nonzero(tf.equal(best, tf.cast(y, tf.int64)))

    right, total = 0, 0
    for x, y in dataset:
        right += int(right_answers(x, y))
        total += len(y)
    return right / total


def predict_species(model, features):
    return [SPECIES[i] for i in tf.argmax(tf.function(model)(features, training=False), axis=1).numpy()]
