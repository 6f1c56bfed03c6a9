# %%
# Answers that are hard to hold, to write out or to compare.
import numpy as np


class Meta(type):
    @property
    def __module__(cls):
        raise RuntimeError("no module")


class Odd(metaclass=Meta):
    def __getattribute__(self, name):
        raise BaseException("no attribute")

    def __repr__(self):
        raise BaseException("no text")


class Text(str):
    def __str__(self):
        raise BaseException("no text")


class Failure(Exception):
    def __str__(self):
        raise BaseException("no text")


def make_data(num_examples=1000, seed=None):
    return Odd(), np.array([np.inf, -0.0, np.nan, 1e308])


def loss(predicted_y, target_y):
    return 10**4300


def train_step(model, inputs, outputs, learning_rate):
    raise Failure


def fit(model, inputs, outputs, epochs=15, learning_rate=0.1):
    return {Text("w"): [Odd()], float("nan"): "\ud800\x00\x1b[31m", True: {1: {1.0: None}}}


Model = Odd
