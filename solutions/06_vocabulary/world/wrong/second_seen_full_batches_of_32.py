# loses: seen
# mistake: counts whole batches of 32, as if the last one were filled up, instead of the examples
import math

BATCH_SIZE = 32  # default of model.fit


def examples_seen(num_examples, epochs):
    if num_examples < 0:
        raise ValueError(f"num_examples = {num_examples}")
    if epochs < 0:
        raise ValueError(f"epochs = {epochs}")
    return math.ceil(num_examples / BATCH_SIZE) * BATCH_SIZE * epochs
