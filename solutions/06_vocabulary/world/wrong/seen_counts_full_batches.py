# loses: seen
# mistake: counts every batch as full (steps times 32), so showings are rounded up
BATCH_SIZE = 32


def examples_seen(num_examples, epochs):
    if num_examples < 0:
        raise ValueError("num_examples must be >= 0")
    if epochs < 0:
        raise ValueError("epochs must be >= 0")
    steps = (num_examples + BATCH_SIZE - 1) // BATCH_SIZE
    return epochs * steps * BATCH_SIZE
