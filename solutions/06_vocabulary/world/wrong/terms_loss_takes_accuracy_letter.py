# loses: terms
# mistake: the loss is matched with the share of right answers (S, which is accuracy and not on the list)
def match_terms():
    words = ("feature", "label", "example", "layer", "model", "dense", "weights and biases", "loss",
             "mean squared error", "gradient descent", "optimizer", "learning rate", "batch", "epoch",
             "forward pass", "backpropagation", "flattening", "ReLU", "softmax", "classification",
             "regression", "training set", "validation set", "test set")
    return dict(zip(words, "ICRVMGDSWTFOKAXNLQBJUZEP"))
