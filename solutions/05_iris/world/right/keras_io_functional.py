import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

SPECIES = ("setosa", "versicolor", "virginica")


def load_csv(path, batch_size=32):
    raw = np.genfromtxt(path, delimiter=",", skip_header=1)
    raw = np.atleast_2d(raw)
    x_train = raw[:, :4].astype("float32")
    y_train = raw[:, 4].astype("int64")
    dataset = tf.data.Dataset.from_tensor_slices((x_train, y_train))
    return dataset.shuffle(buffer_size=1024).batch(batch_size).prefetch(tf.data.AUTOTUNE)


def build_model():
    inputs = keras.Input(shape=(4,), name="lengths")
    x = layers.Dense(10, activation="relu", name="dense_1")(inputs)
    x = layers.Dense(10, activation="relu", name="dense_2")(x)
    outputs = layers.Dense(3, name="predictions")(x)
    return keras.Model(inputs=inputs, outputs=outputs)


def loss(model, features, labels, training):
    loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return loss_fn(labels, model(features, training=training))


def grad(model, features, labels):
    loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    with tf.GradientTape() as tape:
        logits = model(features, training=True)  # Logits for this minibatch
        loss_value = loss_fn(labels, logits)
    grads = tape.gradient(loss_value, model.trainable_weights)
    return loss_value, grads


def train(model, dataset, optimizer, epochs=201):
    train_loss = keras.metrics.Mean()
    train_acc_metric = keras.metrics.SparseCategoricalAccuracy()
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        # Iterate over the batches of the dataset.
        for step, (x_batch_train, y_batch_train) in enumerate(dataset):
            loss_value, grads = grad(model, x_batch_train, y_batch_train)
            # Run one step of gradient descent
            optimizer.apply(grads, model.trainable_weights)
            train_loss.update_state(loss_value, sample_weight=len(y_batch_train))
            train_acc_metric.update_state(y_batch_train, model(x_batch_train, training=False))

        history["loss"].append(float(train_loss.result()))
        history["accuracy"].append(float(train_acc_metric.result()))
        # Reset training metrics at the end of each epoch
        train_loss.reset_state()
        train_acc_metric.reset_state()
    return history


def evaluate(model, dataset):
    val_acc_metric = keras.metrics.SparseCategoricalAccuracy()
    for x_batch_val, y_batch_val in dataset:
        val_logits = model(x_batch_val, training=False)
        val_acc_metric.update_state(y_batch_val, val_logits)
    return float(val_acc_metric.result())


def predict_species(model, features):
    if len(features) == 0:
        return []  # predict does not like an empty batch
    logits = model.predict(features, verbose=0)
    return [SPECIES[i] for i in np.argmax(logits, axis=-1)]
