# loses: updates
# mistake: the counter is a global like optimizer.iterations and goes on from the last call
iterations = 0


def updates_in_training(num_examples, batch_size, epochs):
    global iterations
    if num_examples < 0:
        raise ValueError("num_examples can not be negative")
    if batch_size < 1:
        raise ValueError("batch_size can not be below 1")
    if epochs < 0:
        raise ValueError("epochs can not be negative")
    iterations += epochs * ((num_examples + batch_size - 1) // batch_size)
    return iterations
