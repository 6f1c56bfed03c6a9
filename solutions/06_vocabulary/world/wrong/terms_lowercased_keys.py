# loses: terms
# mistake: the keys are lower-cased, so ReLU is not spelt as in TERMS
def match_terms():
    table = """
    Feature I | Label C | Example R | Layer V | Model M | Dense G | Weights and biases D | Loss H
    Mean squared error W | Gradient descent T | Optimizer F | Learning rate O | Batch K | Epoch A
    Forward pass X | Backpropagation N | Flattening L | ReLU Q | Softmax B | Classification J
    Regression U | Training set Z | Validation set E | Test set P
    """
    answer = {}
    for entry in table.strip().replace("\n", "|").split("|"):
        word, letter = entry.strip().rsplit(" ", 1)
        answer[word.lower()] = letter
    return answer
