# loses: fit
# mistake: trains on two halves per epoch
import numpy as np
import tensorflow as tf


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    n = len(inputs) // 2
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs[:n], outputs[:n], learning_rate)))
        train_step(model, inputs[n:], outputs[n:], learning_rate)
    return history
