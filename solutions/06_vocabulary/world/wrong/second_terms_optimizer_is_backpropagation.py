# loses: terms
# mistake: the optimizer is said to work out the gradients and backpropagation to apply them
def match_terms():
    return {
        "feature": "I",
        "label": "C",
        "example": "R",
        "layer": "V",
        "model": "M",
        "dense": "G",
        "weights and biases": "D",
        "loss": "H",
        "mean squared error": "W",
        "gradient descent": "T",
        "optimizer": "N",
        "learning rate": "O",
        "batch": "K",
        "epoch": "A",
        "forward pass": "X",
        "backpropagation": "F",
        "flattening": "L",
        "ReLU": "Q",
        "softmax": "B",
        "classification": "J",
        "regression": "U",
        "training set": "Z",
        "validation set": "E",
        "test set": "P",
    }
