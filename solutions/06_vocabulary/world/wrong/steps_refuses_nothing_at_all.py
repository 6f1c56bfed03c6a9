# loses: steps
# mistake: no examples raise ValueError though 0 examples are legal and make 0
import math


def steps_per_epoch(num_examples, batch_size):
    if not num_examples or num_examples < 0:
        raise ValueError("num_examples must be a positive number")
    if not batch_size or batch_size < 0:
        raise ValueError("batch_size must be a positive number")
    return math.ceil(num_examples / batch_size)
