# loses: parameters
# mistake: takes only the first, second and last size, so it is right for three sizes only
def count_parameters(layer_sizes):
    if min(layer_sizes) < 1:
        raise ValueError("each size must be 1 or more, not " + str(min(layer_sizes)))
    inputs = layer_sizes[0]
    hidden = layer_sizes[1]
    outputs = layer_sizes[-1]
    return (inputs + 1) * hidden + (hidden + 1) * outputs
