# loses: train
# mistake: the metrics are made once and never reset, so each epoch is averaged with all before it
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    losses, accuracies = [], []
    epoch_loss = tf.keras.metrics.Mean()
    epoch_accuracy = tf.keras.metrics.SparseCategoricalAccuracy()

    for epoch in range(epochs):
        for features, labels in dataset:
            value, gradients = grad(model, features, labels)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            epoch_loss.update_state(value)
            epoch_accuracy.update_state(labels, model(features, training=False))
        losses.append(float(epoch_loss.result()))
        accuracies.append(float(epoch_accuracy.result()))
    return {"loss": losses, "accuracy": accuracies}
