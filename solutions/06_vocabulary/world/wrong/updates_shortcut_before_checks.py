# loses: updates
# mistake: returns 0 for no epochs or no examples before the other counts are checked
def updates_in_training(num_examples, batch_size, epochs):
    if num_examples == 0 or epochs == 0:
        return 0
    if num_examples < 0 or epochs < 0:
        raise ValueError("num_examples and epochs must not be negative")
    if batch_size < 1:
        raise ValueError("batch_size must be 1 or more")
    return epochs * -(-num_examples // batch_size)
