# loses: seen
# mistake: raises ValueError with no text, so nobody learns why
def examples_seen(num_examples, epochs):
    if num_examples < 0 or epochs < 0:
        raise ValueError
    return num_examples * epochs
