# loses: fit
# mistake: trains and records one epoch too many
import tensorflow as tf


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    epoch = 0
    while epoch <= epochs:
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(train_step(model, inputs, outputs, learning_rate)))
        epoch += 1
    return history
