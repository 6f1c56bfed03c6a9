# loses: parameters
# mistake: the output layer gets no biases
def count_parameters(layer_sizes):
    for size in layer_sizes:
        if size < 1:
            raise ValueError(f"size {size} is below 1")
    weights = sum(a * b for a, b in zip(layer_sizes, layer_sizes[1:]))
    biases = sum(layer_sizes[1:-1])
    return weights + biases
