# loses: evaluate
# mistake: divides by the thirty flowers of the test file
import numpy as np
import tensorflow as tf


def evaluate(model, dataset):
    hits = [np.argmax(model(x), axis=1) == y.numpy() for x, y in dataset]
    return float(np.sum(np.concatenate(hits)) / 30)
