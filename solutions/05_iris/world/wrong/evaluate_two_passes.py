# loses: evaluate
# mistake: takes the labels from a second pass, which comes in another order if the dataset shuffles
import numpy as np


def evaluate(model, dataset):
    logits = np.concatenate([model(x, training=False).numpy() for x, _ in dataset])
    truth = np.concatenate([y.numpy() for _, y in dataset])
    answers = logits.argmax(axis=1)
    return float(np.mean(answers == truth))
