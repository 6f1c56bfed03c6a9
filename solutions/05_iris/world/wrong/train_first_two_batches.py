# loses: train
# mistake: goes through the first two batches only
import numpy as np
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        losses, hits = [], []
        for x, y in dataset.take(2):
            value, gradients = grad(model, x, y)
            optimizer.apply_gradients(zip(gradients, model.trainable_variables))
            losses.append(float(value))
            hits.extend(np.argmax(model(x), axis=1) == y.numpy())
        history["loss"].append(float(np.mean(losses)))
        history["accuracy"].append(float(np.mean(hits)))
    return history
