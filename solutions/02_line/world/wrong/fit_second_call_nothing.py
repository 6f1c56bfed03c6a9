# loses: fit
# mistake: does not train a second time
import numpy as np
import tensorflow as tf


DONE = [0]


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    done, DONE[0] = DONE[0], DONE[0] + 1
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        if done == 0 or done % 2 == 0:
            history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
        else:
            history["loss"].append(float(loss(model(inputs), outputs)))
    return history
