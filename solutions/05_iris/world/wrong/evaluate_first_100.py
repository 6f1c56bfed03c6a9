# loses: evaluate
# mistake: looks at the first hundred flowers only
import numpy as np
import tensorflow as tf


def evaluate(model, dataset):
    hits = [np.argmax(model(x), axis=1) == y.numpy() for x, y in dataset]
    return float(np.mean(np.concatenate(hits)[:100]))
