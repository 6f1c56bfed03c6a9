# loses: steps
# mistake: adds a step for the short batch also when the examples fill the batches exactly
def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0 or batch_size < 1:
        raise ValueError("num_examples must be >= 0, batch_size >= 1")
    # + 1 for the last, short batch
    return num_examples // batch_size + 1
