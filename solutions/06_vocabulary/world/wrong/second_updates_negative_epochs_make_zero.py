# loses: updates
# mistake: a negative number of epochs is not refused, the loop just runs no times and 0 comes back
def updates_in_training(num_examples, batch_size, epochs):
    if num_examples < 0:
        raise ValueError("num_examples must not be negative")
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    steps = -(-num_examples // batch_size)
    updates = 0
    for epoch in range(epochs):
        updates += steps
    return updates
