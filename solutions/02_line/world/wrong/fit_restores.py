# loses: fit
# mistake: puts the model back afterwards
import numpy as np
import tensorflow as tf


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    w, b = float(model.w), float(model.b)
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
    model.w.assign(w)
    model.b.assign(b)
    return history
