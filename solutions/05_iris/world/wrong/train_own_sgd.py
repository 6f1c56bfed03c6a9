# loses: train
# mistake: makes plain SGD steps of 0.01 by hand and ignores the optimizer
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        mean = tf.keras.metrics.Mean()
        acc = tf.keras.metrics.SparseCategoricalAccuracy()
        for x, y in dataset:
            value, slopes = grad(model, x, y)
            for variable, slope in zip(model.trainable_variables, slopes):
                variable.assign_sub(0.01 * slope)
            mean.update_state(value)
            acc.update_state(y, model(x, training=True))
        history["loss"].append(float(mean.result()))
        history["accuracy"].append(float(acc.result()))
    return history
