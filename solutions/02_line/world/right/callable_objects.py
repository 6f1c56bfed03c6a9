import numpy as np
import tensorflow as tf


import functools


class Loss:
    def __call__(self, predicted, target):
        return tf.reduce_mean((predicted - target) ** 2)


loss = Loss()


class Step:
    def __call__(self, model, x, y, rate):
        with tf.GradientTape() as tape:
            value = loss(model(x), y)
        for variable, slope in zip((model.w, model.b), tape.gradient(value, (model.w, model.b))):
            variable.assign_sub(rate * slope)
        return value


train_step = Step()


def _fit(step, model, inputs, outputs, epochs=15, learning_rate=0.1):
    history = {"w": [], "b": [], "loss": []}
    for _ in range(epochs):
        history["w"].append(float(model.w))
        history["b"].append(float(model.b))
        history["loss"].append(float(step(model, inputs, outputs, learning_rate)))
    return history


fit = functools.partial(_fit, train_step)
