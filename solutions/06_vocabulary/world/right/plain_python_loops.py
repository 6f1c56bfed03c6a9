import math

import numpy as np


def match_terms():
    answer = {}
    answer["feature"] = "I"
    answer["label"] = "C"
    answer["example"] = "R"
    answer["layer"] = "V"
    answer["model"] = "M"
    answer["dense"] = "G"
    answer["weights and biases"] = "D"
    answer["loss"] = "H"
    answer["mean squared error"] = "W"
    answer["gradient descent"] = "T"
    answer["optimizer"] = "F"
    answer["learning rate"] = "O"
    answer["batch"] = "K"
    answer["epoch"] = "A"
    answer["forward pass"] = "X"
    answer["backpropagation"] = "N"
    answer["flattening"] = "L"
    answer["ReLU"] = "Q"
    answer["softmax"] = "B"
    answer["classification"] = "J"
    answer["regression"] = "U"
    answer["training set"] = "Z"
    answer["validation set"] = "E"
    answer["test set"] = "P"
    return answer


def kind_of_learning():
    kinds = {}
    for task in ["temperature", "rent", "rain amount"]:
        kinds[task] = "supervised regression"
    for task in ["rain or not", "garment", "digit"]:
        kinds[task] = "supervised classification"
    for task in ["customer groups", "odd payments"]:
        kinds[task] = "unsupervised"
    return kinds


def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError("num_examples is negative, there cannot be fewer than no examples")
    if batch_size < 1:
        raise ValueError("batch_size is below 1, a batch needs at least one example")
    steps = num_examples // batch_size
    if num_examples % batch_size != 0:
        steps += 1
    return steps


def updates_in_training(num_examples, batch_size, epochs):
    steps = steps_per_epoch(num_examples, batch_size)
    if epochs < 0:
        raise ValueError("epochs is negative, nobody can train less than not at all")
    return steps * epochs


def examples_seen(num_examples, epochs):
    if num_examples < 0:
        raise ValueError("num_examples is negative")
    if epochs < 0:
        raise ValueError("epochs is negative")
    return num_examples * epochs


def count_parameters(layer_sizes):
    for size in layer_sizes:
        if size < 1:
            raise ValueError("a layer of size " + str(size) + " does not exist, sizes start at 1")
    total = 0
    for inputs, units in zip(layer_sizes, layer_sizes[1:]):
        total += inputs * units
        total += units
    return total


def relu(x):
    if isinstance(x, (list, tuple, np.ndarray)) and np.ndim(x) > 0:
        return np.array([relu(element) for element in x], dtype=float)
    if x > 0:
        return float(x)
    return 0.0


def softmax(logits):
    result = []
    for row in logits:
        biggest = max(row)
        exps = [math.exp(number - biggest) for number in row]
        total = sum(exps)
        result.append([e / total for e in exps])
    return np.array(result)


def best_epoch(history):
    if isinstance(history, dict):
        losses = history["val_loss"]
    else:
        losses = history.history["val_loss"]
    return losses.index(min(losses))
