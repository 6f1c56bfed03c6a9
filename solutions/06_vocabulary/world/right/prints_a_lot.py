import numpy as np

print("loading my answers ...")


def match_terms():
    print("match_terms called")
    d = {
        "feature": "I", "label": "C", "example": "R", "layer": "V", "model": "M", "dense": "G",
        "weights and biases": "D", "loss": "H", "mean squared error": "W", "gradient descent": "T",
        "optimizer": "F", "learning rate": "O", "batch": "K", "epoch": "A", "forward pass": "X",
        "backpropagation": "N", "flattening": "L", "ReLU": "Q", "softmax": "B", "classification": "J",
        "regression": "U", "training set": "Z", "validation set": "E", "test set": "P",
    }
    print(len(d), "terms", len(set(d.values())), "letters")
    return d


def kind_of_learning():
    d = {
        "temperature": "supervised regression",
        "rent": "supervised regression",
        "rain amount": "supervised regression",
        "rain or not": "supervised classification",
        "garment": "supervised classification",
        "digit": "supervised classification",
        "customer groups": "unsupervised",
        "odd payments": "unsupervised",
    }
    for k in d:
        print(">>>", k, d[k])
    return d


def steps_per_epoch(num_examples, batch_size):
    print("DEBUG", num_examples, batch_size)
    if num_examples < 0:
        print("negative!!")
        raise ValueError("num_examples is negative: " + str(num_examples))
    if batch_size < 1:
        print("too small!!")
        raise ValueError("batch_size is too small: " + str(batch_size))
    count = num_examples // batch_size
    print("full batches:", count)
    left = num_examples - count * batch_size
    print("left:", left)
    if left:
        count = count + 1
    print("steps:", count)
    return count


def updates_in_training(num_examples, batch_size, epochs):
    s = steps_per_epoch(num_examples, batch_size)
    if epochs < 0:
        raise ValueError("epochs is negative: " + str(epochs))
    print("updates:", s, "*", epochs, "=", s * epochs)
    return s * epochs


def examples_seen(num_examples, epochs):
    if num_examples < 0:
        raise ValueError("num_examples is negative: " + str(num_examples))
    if epochs < 0:
        raise ValueError("epochs is negative: " + str(epochs))
    print(f"{num_examples=} {epochs=}")
    return num_examples * epochs


def count_parameters(layer_sizes):
    total = 0
    for s in layer_sizes:
        if s < 1:
            raise ValueError("size is below 1: " + str(s))
    for i in range(len(layer_sizes) - 1):
        w = layer_sizes[i] * layer_sizes[i + 1]
        b = layer_sizes[i + 1]
        print("Layer", i, "weights", w, "biases", b)
        total += w + b
    print("Total params:", total)
    return total


def relu(x):
    x = np.array(x, dtype=float)
    print("x =", x)
    y = x * (x > 0)
    print("y =", y)
    return y


def softmax(logits):
    logits = np.array(logits, dtype=float)
    print("shape", logits.shape)
    out = np.zeros(logits.shape)
    for i, row in enumerate(logits):
        ex = np.exp(row - max(row))
        print("row", i, ex, ex.sum())
        out[i] = ex / ex.sum()
    print("sums:", out.sum(axis=1))
    return out


def best_epoch(history):
    print(type(history))
    if type(history) == dict:
        v = history["val_loss"]
    else:
        v = history.history["val_loss"]
    print("smallest:", min(v))
    for i in range(len(v)):
        if v[i] == min(v):
            print("found at", i)
            return i
