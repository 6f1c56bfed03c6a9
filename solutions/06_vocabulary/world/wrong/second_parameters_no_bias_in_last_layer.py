# loses: parameters
# mistake: the units of the last layer get no biases
def count_parameters(layer_sizes):
    if any(size < 1 for size in layer_sizes):
        raise ValueError("sizes must be at least 1")
    weights = sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:]))
    biases = sum(layer_sizes[1:-1])
    return weights + biases
