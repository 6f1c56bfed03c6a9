# loses: steps
# mistake: integer division drops the last batch that is not full
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError("num_examples must be at least 0, got %d" % num_examples)
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1, got %d" % batch_size)
    # rounds
    return num_examples // batch_size
