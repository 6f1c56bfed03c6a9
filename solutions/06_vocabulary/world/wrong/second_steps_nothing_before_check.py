# loses: steps
# mistake: returns 0 for no examples before the batch size is checked, so (0, 0) is not refused
import math


def steps_per_epoch(num_examples, batch_size):
    if not num_examples:
        return 0
    if num_examples < 0:
        raise ValueError("A negative number of examples makes no sense.")
    if batch_size < 1:
        raise ValueError("A batch has at least one example.")
    return math.ceil(num_examples / batch_size)
