# loses: overfit
# mistake: returns the last one of several equally low epochs
import numpy as np


def best_epoch(history):
    h = history if isinstance(history, dict) else history.history
    v = np.array(h["val_loss"])
    return int(np.flatnonzero(v == v.min())[-1])
