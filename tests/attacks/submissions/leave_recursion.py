# %%
import sys


def endless(depth):
    return endless(depth + 1)


endless(0)

# %%
import ctypes

sys.setrecursionlimit(10**9)
endless(0)

# %%

def loss(predicted_y, target_y):
    return loss(predicted_y, target_y)


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    sys.setrecursionlimit(10**9)

    class Deep:
        def __getattr__(self, name):
            return getattr(self, name)

    return Deep().x
