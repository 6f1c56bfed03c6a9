# loses: train
# mistake: the given optimizer is replaced by an SGD of its own
import tensorflow as tf


def train(model, dataset, optimizer, epochs=201):
    optimizer = tf.keras.optimizers.SGD(learning_rate=0.01)
    history = {"loss": [], "accuracy": []}
    for epoch in range(epochs):
        mean = tf.keras.metrics.Mean()
        accuracy = tf.keras.metrics.SparseCategoricalAccuracy()
        for x, y in dataset:
            value, grads = grad(model, x, y)
            optimizer.apply_gradients(zip(grads, model.trainable_variables))
            mean.update_state(value)
            accuracy.update_state(y, model(x, training=True))
        history["loss"].append(float(mean.result()))
        history["accuracy"].append(float(accuracy.result()))
    return history
