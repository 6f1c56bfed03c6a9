# loses: terms
# mistake: the key is spelt ReLu, so the term ReLU has no letter
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
        "optimizer": "F",
        "learning rate": "O",
        "batch": "K",
        "epoch": "A",
        "forward pass": "X",
        "backpropagation": "N",
        "flattening": "L",
        "ReLu": "Q",
        "softmax": "B",
        "classification": "J",
        "regression": "U",
        "training set": "Z",
        "validation set": "E",
        "test set": "P",
    }
