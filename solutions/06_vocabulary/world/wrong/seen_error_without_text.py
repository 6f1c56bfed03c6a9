# loses: seen
# mistake: raises ValueError without any text
def examples_seen(num_examples, epochs):
    if num_examples < 0 or epochs < 0:
        raise ValueError
    return num_examples * epochs
