# loses: updates
# mistake: lets a batch run across the end of an epoch (repeat before batch)
import math


def updates_in_training(num_examples, batch_size, epochs):
    if num_examples < 0:
        raise ValueError("num_examples is negative")
    if batch_size < 1:
        raise ValueError("batch_size is below 1")
    if epochs < 0:
        raise ValueError("epochs is negative")
    # dataset.repeat(epochs).batch(batch_size)
    total = num_examples * epochs
    return math.ceil(total / batch_size)
