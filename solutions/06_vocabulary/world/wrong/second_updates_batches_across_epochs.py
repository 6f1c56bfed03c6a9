# loses: updates
# mistake: cuts all showings of all epochs into batches at once, so batches mix epochs
import math


def updates_in_training(num_examples, batch_size, epochs):
    if num_examples < 0 or epochs < 0:
        raise ValueError("counts must not be negative")
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    total_examples = num_examples * epochs
    return math.ceil(total_examples / batch_size)
