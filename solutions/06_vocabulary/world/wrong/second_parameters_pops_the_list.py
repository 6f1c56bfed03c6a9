# loses: parameters
# mistake: takes the sizes out of the caller's list while counting
def count_parameters(layer_sizes):
    for n in layer_sizes:
        if n < 1:
            raise ValueError("a layer needs at least one unit, not %d" % n)
    total = 0
    inputs = layer_sizes.pop(0)
    while layer_sizes:
        units = layer_sizes.pop(0)
        total += inputs * units + units
        inputs = units
    return total
