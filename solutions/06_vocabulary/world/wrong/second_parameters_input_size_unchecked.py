# loses: parameters
# mistake: refuses bad numbers of units but never looks at the number of inputs, so [0, 3] and [-1] pass
def count_parameters(layer_sizes):
    total = 0
    for i in range(1, len(layer_sizes)):
        units = layer_sizes[i]
        if units < 1:
            raise ValueError(f"layer {i} has {units} units")
        total += (layer_sizes[i - 1] + 1) * units
    return total
