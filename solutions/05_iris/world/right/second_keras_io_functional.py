import numpy as np
import keras
from keras import layers, ops
import tensorflow as tf

SPECIES = ("setosa", "versicolor", "virginica")


def load_csv(path, batch_size=32):
    table = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    x = table[:, :-1].astype("float32")
    y = table[:, -1].astype("int64")
    ds = tf.data.Dataset.from_tensor_slices((x, y))
    return ds.shuffle(len(x)).batch(batch_size).prefetch(tf.data.AUTOTUNE)


def build_model():
    inputs = keras.Input(shape=(4,), name="lengths")
    x = layers.Dense(10, name="hidden_1")(inputs)
    x = layers.ReLU()(x)
    x = layers.Dense(10, name="hidden_2")(x)
    x = layers.ReLU()(x)
    outputs = layers.Dense(3, name="logits")(x)
    return keras.Model(inputs=inputs, outputs=outputs, name="iris")


def loss(model, features, labels, training):
    logits = model(features, training=training)
    per_flower = keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)
    return ops.mean(per_flower)


def grad(model, features, labels):
    with tf.GradientTape() as tape:
        value = loss(model, features, labels, training=True)
    gradients = tape.gradient(value, model.trainable_weights)
    return value, gradients


def train(model, dataset, optimizer, epochs=201):
    loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    loss_tracker = keras.metrics.Mean(name="loss")
    acc_metric = keras.metrics.SparseCategoricalAccuracy(name="accuracy")
    history = {"loss": [], "accuracy": []}

    for epoch in range(epochs):
        for x_batch_train, y_batch_train in dataset:
            with tf.GradientTape() as tape:
                logits = model(x_batch_train, training=True)
                loss_value = loss_fn(y_batch_train, logits)
            grads = tape.gradient(loss_value, model.trainable_weights)
            optimizer.apply(grads, model.trainable_weights)

            loss_tracker.update_state(loss_value)
            acc_metric.update_state(y_batch_train, logits)

        history["loss"].append(float(loss_tracker.result()))
        history["accuracy"].append(float(acc_metric.result()))
        # Reset training metrics at the end of each epoch
        loss_tracker.reset_state()
        acc_metric.reset_state()

    return history


def evaluate(model, dataset):
    metric = keras.metrics.SparseCategoricalAccuracy()
    for x, y in dataset:
        metric.update_state(y, model(x, training=False))
    return float(metric.result())


def predict_species(model, features):
    logits = model.predict(features, verbose=0)
    return [SPECIES[i] for i in logits.argmax(axis=-1)]
