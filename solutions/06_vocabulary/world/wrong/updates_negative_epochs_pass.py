# loses: updates
# mistake: negative epochs are not refused and give 0 updates
def _steps(n, b):
    if n < 0:
        raise ValueError(f"number of examples is negative: {n}")
    if b < 1:
        raise ValueError(f"batch size is below 1: {b}")
    return (n + b - 1) // b


def updates_in_training(num_examples, batch_size, epochs):
    steps = _steps(num_examples, batch_size)
    updates = 0
    for epoch in range(epochs):
        updates += steps
    return updates
