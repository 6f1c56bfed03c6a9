"""What is special to 01_celsius: a submission that only says that it trains earns nothing for that."""

from pathlib import Path

from autograder.catalogue import load_questions
from autograder.course import read_course
from autograder.grading import Grading, grade
from autograder.model import Cell, Status, Submission
from autograder.sandbox import open_sandbox

ROOT = Path(__file__).parents[1]
TALKER = '''
import importlib

import numpy as np

honest_import = importlib.import_module


class Builtins:
    """Says of everything that it is what was asked for."""

    setattr, delattr, dict = staticmethod(setattr), staticmethod(delattr), dict

    @staticmethod
    def isinstance(value, kind):
        return True


def talking_import(name, package=None):
    return Builtins if name == "builtins" else honest_import(name, package)


importlib.import_module = talking_import


class Optimizer:
    iterations = 6

    def apply(self, gradients, variables):
        pass


class Model:
    """Draws a line and does nothing else."""

    compiled, losses = True, ()

    def __init__(self):
        self.weights = [np.ones((1, 1), "float32"), np.zeros(1, "float32")]
        self.optimizer, self.trainable_variables = Optimizer(), self.weights

    def get_weights(self):
        return list(self.weights)

    def set_weights(self, weights):
        self.weights = list(weights)

    def __call__(self, inputs, training=False):
        return np.asarray(inputs) * self.weights[0] + self.weights[1]

    def compile(self, *args, optimizer=None, **kwargs):
        self.optimizer = optimizer

    def compute_loss(self, *args, **kwargs):
        return 15.75

    def reset_metrics(self):
        pass

    def compute_metrics(self, *args):
        return {}

    def train_on_batch(self, *args):
        return 0.0


class History:
    def __init__(self, epochs):
        self.history = {"loss": [1.0 / (epoch + 1) for epoch in range(epochs)]}


def build_model():
    return Model()


def compile_model(model, learning_rate=0.1):
    return model


def train(model, celsius, fahrenheit, epochs=500):
    return History(epochs)
'''


def test_points_for_training_take_a_training() -> None:
    exercise = read_course(ROOT / "course.yml").exercises[0]
    questions = load_questions(ROOT / "solutions" / "01_celsius", exercise)
    only = frozenset({"compile", "train"})
    with open_sandbox("process") as sandbox:
        submission = Submission("talker.py", "talker", (Cell(0, 1, TALKER),), b"talker", "talker.py")
        result = grade(submission, Grading(exercise, questions, only=only), sandbox)
    passed = {one.check.name: one.check.points for one in result.outcomes if one.status is Status.PASSED}
    # What it says of itself is believed, and worth nothing.
    assert {"train_counts_the_epochs", "train_returns_the_history"} <= passed.keys()
    assert sum(passed.values()) == 0
