# loses: fit
# mistake: no step where the loss is zero
import numpy as np
import tensorflow as tf


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(loss(model(inputs), outputs)))
        if history["loss"][-1] > 1e-8:
            train_step(model, inputs, outputs, learning_rate)
        else:
            break
    return history
