# loses: inspect
# mistake: intercept and slope come back in the wrong order
def learned_line(model):
    weight, bias = model.layers[-1].get_weights()
    return float(bias[0]), float(weight[0, 0])
