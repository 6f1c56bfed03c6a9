# loses: train
# mistake: stops as soon as the loss gets worse instead of making all epochs
import numpy as np
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        values = []
        right = total = 0
        for x, y in dataset:
            value, g = grad(model, x, y)
            optimizer.apply_gradients(zip(g, model.trainable_variables))
            values.append(float(value))
            right += int(np.sum(np.argmax(model(x, training=False), axis=1) == y.numpy()))
            total += len(y)
        history["loss"].append(np.mean(values))
        history["accuracy"].append(right / total)
        # no use to go on
        if epoch > 0 and history["loss"][-1] > history["loss"][-2]:
            break
    return history
