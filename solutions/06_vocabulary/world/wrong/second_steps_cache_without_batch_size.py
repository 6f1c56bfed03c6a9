# loses: steps
# mistake: remembers results by the number of examples only, so a second batch size gets the old answer
_known = {}


def steps_per_epoch(num_examples, batch_size):
    if num_examples < 0:
        raise ValueError("num_examples < 0")
    if batch_size < 1:
        raise ValueError("batch_size < 1")
    if num_examples not in _known:
        _known[num_examples] = -(-num_examples // batch_size)
    return _known[num_examples]
