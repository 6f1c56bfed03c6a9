# loses: parameters
# mistake: only the units are checked, an input size below 1 passes
def count_parameters(layer_sizes):
    total = 0
    n_in = layer_sizes[0]
    for units in layer_sizes[1:]:
        if units < 1:
            raise ValueError(f"a dense layer with {units} units is not possible (below 1)")
        total += n_in * units + units
        n_in = units
    return total
