# loses: updates
# mistake: counts a short batch only when it is the only one of the epoch, otherwise the last short batch is dropped
def updates_in_training(num_examples, batch_size, epochs):
    if num_examples < 0:
        raise ValueError("num_examples must not be negative")
    if batch_size < 1:
        raise ValueError("batch_size must be positive")
    if epochs < 0:
        raise ValueError("epochs must not be negative")
    steps = num_examples // batch_size
    if steps == 0 and num_examples > 0:
        steps = 1
    return steps * epochs
