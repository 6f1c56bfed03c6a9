# loses: train
# mistake: stops as soon as the accuracy reaches 95 percent instead of making all epochs
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        mean = tf.keras.metrics.Mean()
        acc = tf.keras.metrics.SparseCategoricalAccuracy()
        for x, y in dataset:
            value, grads = grad(model, x, y)
            optimizer.apply_gradients(zip(grads, model.trainable_variables))
            mean.update_state(value)
            acc.update_state(y, model(x, training=False))
        history["loss"].append(float(mean.result()))
        history["accuracy"].append(float(acc.result()))
        if history["accuracy"][-1] > 0.95:
            print("Reached 95% accuracy so cancelling training!")
            break
    return history
