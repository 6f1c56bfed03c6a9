# loses: steps
# mistake: a batch size of 0 gives ZeroDivisionError, not ValueError, because only negative ones are refused
def steps_per_epoch(num_examples, batch_size):
    for name, value in [("num_examples", num_examples), ("batch_size", batch_size)]:
        if value < 0:
            raise ValueError(f"{name} is {value}, but a count can't be negative")
    return -(-num_examples // batch_size)
