# loses: train
# mistake: apply_gradients stands outside the batch loop: one update an epoch, from the last batch
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        mean = tf.keras.metrics.Mean()
        acc = tf.keras.metrics.SparseCategoricalAccuracy()
        for x, y in dataset:
            value, grads = grad(model, x, y)
            mean.update_state(value)
            acc.update_state(y, model(x, training=True))
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
        history["loss"].append(float(mean.result()))
        history["accuracy"].append(float(acc.result()))
    return history
