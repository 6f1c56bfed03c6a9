# loses: train
# mistake: the metrics are never fresh: each entry is the mean over all epochs so far
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    train_loss = tf.keras.metrics.Mean()
    train_accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
    losses, accuracies = [], []
    for _ in range(epochs):
        for x, y in dataset:
            value, grads = grad(model, x, y)
            optimizer.apply_gradients(zip(grads, model.trainable_variables))
            train_loss(value)
            train_accuracy(y, model(x, training=False))
        losses.append(float(train_loss.result()))
        accuracies.append(float(train_accuracy.result()))
    return {"loss": losses, "accuracy": accuracies}
