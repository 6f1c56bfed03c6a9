# loses: train
# mistake: apply_gradients stands outside the batch loop, so only the last batch of each epoch makes an update
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        mean = tf.keras.metrics.Mean()
        accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
        for features, labels in dataset:
            value, gradients = grad(model, features, labels)
            mean.update_state(value)
            accuracy.update_state(labels, model(features, training=False))
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        history["loss"].append(float(mean.result()))
        history["accuracy"].append(float(accuracy.result()))
    return history
