# loses: steps
# mistake: one step too many when the batches come out even, and 1 for no examples
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError("num_examples is negative")
    if batch_size < 1:
        raise ValueError("batch_size is below 1")
    full = int(num_examples / batch_size)
    return full + 1
