# loses: evaluate
# mistake: rounds to two digits
import numpy as np
import tensorflow as tf


def evaluate(model, dataset):
    hits = [np.argmax(model(x), axis=1) == y.numpy() for x, y in dataset]
    return round(float(np.mean(np.concatenate(hits))), 2)
