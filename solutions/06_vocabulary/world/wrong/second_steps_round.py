# loses: steps
# mistake: rounds to the nearest whole number instead of up, so a last batch of half or less is lost
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError("num_examples is negative")
    if batch_size < 1:
        raise ValueError("batch_size is below 1")
    return round(num_examples / batch_size)
