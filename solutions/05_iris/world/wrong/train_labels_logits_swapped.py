# loses: train
# mistake: gives the accuracy metric the logits first and the labels second
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        epoch_loss = tf.keras.metrics.Mean()
        epoch_acc = tf.keras.metrics.SparseCategoricalAccuracy()
        for features, labels in dataset:
            value, gradients = grad(model, features, labels)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            epoch_loss.update_state(value)
            epoch_acc.update_state(model(features, training=True), labels)
        history["loss"].append(float(epoch_loss.result()))
        history["accuracy"].append(float(epoch_acc.result()))
    return history
