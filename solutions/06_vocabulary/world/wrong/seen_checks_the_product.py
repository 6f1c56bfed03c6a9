# loses: seen
# mistake: looks only whether the product is negative, so two negative counts or a negative one and 0 pass
def examples_seen(num_examples, epochs):
    seen = num_examples * epochs
    if seen < 0:
        raise ValueError(f"cannot have {num_examples} examples and {epochs} epochs, one is negative")
    return seen
