# loses: evaluate
# mistake: takes labels and answers from two passes, whose order may differ
import numpy as np


def evaluate(model, dataset):
    truth = np.concatenate([y.numpy() for _, y in dataset])
    logits = np.concatenate([model(x, training=False).numpy() for x, _ in dataset])
    return float(np.mean(truth == logits.argmax(axis=1)))
