import math
import numpy as np


def match_terms():
    text = """
    feature=I
    label=C
    example=R
    layer=V
    model=M
    dense=G
    weights and biases=D
    loss=H
    mean squared error=W
    gradient descent=T
    optimizer=F
    learning rate=O
    batch=K
    epoch=A
    forward pass=X
    backpropagation=N
    flattening=L
    ReLU=Q
    softmax=B
    classification=J
    regression=U
    training set=Z
    validation set=E
    test set=P
    """
    answer = {}
    for line in text.strip().splitlines():
        key, letter = line.strip().split("=")
        answer[key] = letter
    print(len(answer), "terms")
    return answer


def kind_of_learning():
    kinds = {}
    for t in ["temperature", "rent", "rain amount"]:
        kinds[t] = "supervised regression"
    for t in ["rain or not", "garment", "digit"]:
        kinds[t] = "supervised classification"
    for t in ["customer groups", "odd payments"]:
        kinds[t] = "unsupervised"
    return kinds


# first try, forgot the short batch
def steps_per_epoch(num_examples, batch_size):
    return num_examples // batch_size


def steps_per_epoch(num_examples, batch_size):
    if batch_size < 1:
        raise ValueError("batch size is too small!")
    if num_examples < 0:
        raise ValueError("less than no examples?")
    steps = (num_examples + batch_size - 1) // batch_size
    print("steps:", steps)
    return steps


def updates_in_training(num_examples, batch_size, epochs):
    if epochs < 0:
        raise ValueError("less than no epochs?")
    per_epoch = steps_per_epoch(num_examples, batch_size)
    updates = per_epoch * epochs
    print(per_epoch, "x", epochs, "=", updates)
    return updates


def examples_seen(num_examples, epochs):
    if num_examples < 0:
        raise ValueError("less than no examples?")
    if epochs < 0:
        raise ValueError("less than no epochs?")
    print("showing", num_examples, "examples", epochs, "times")
    return num_examples * epochs


def count_parameters(layer_sizes):
    for size in layer_sizes:
        if size < 1:
            raise ValueError("size " + str(size) + " is not possible")
    total = 0
    before = None
    for size in layer_sizes:
        if before is not None:
            print(before, "->", size, ":", before * size, "weights,", size, "biases")
            total += before * size + size
        before = size
    return total


def _relu(x):
    if isinstance(x, list):
        return [_relu(v) for v in x]
    return float(x) if x > 0 else 0.0


def relu(x):
    if isinstance(x, np.ndarray):
        return np.array(_relu(x.tolist()), dtype=float).reshape(x.shape)
    if isinstance(x, (list, tuple)):
        return np.array(_relu(list(x)), dtype=float)
    return _relu(x)


def softmax(logits):
    result = []
    for row in logits:
        row = [float(v) for v in row]
        biggest = max(row)
        exps = [math.exp(v - biggest) for v in row]
        s = math.fsum(exps)
        result.append([e / s for e in exps])
    return np.array(result)


def best_epoch(history):
    try:
        losses = history["val_loss"]
    except TypeError:
        losses = history.history["val_loss"]
    best = 0
    for i, value in enumerate(losses):
        if value < losses[best]:
            best = i
    print("best epoch is", best, "with", losses[best])
    return best


print(steps_per_epoch(60000, 32))
print(updates_in_training(7, 32, 500))
print(count_parameters([784, 128, 10]))
print(relu([-2, -0.5, 0, 0.5, 2]))
print(softmax([[1000.0, 1000.0], [0.0, math.log(3)]]))
