# loses: evaluate
# mistake: the share is rounded to two decimals
import tensorflow as tf


def evaluate(model, dataset):
    metric = tf.keras.metrics.SparseCategoricalAccuracy()
    for features, labels in dataset:
        metric.update_state(labels, model(features, training=False))
    return round(float(metric.result()), 2)
