# loses: inspect
# mistake: returns (intercept, slope)


def learned_line(model):
    weights = model.layers[-1].get_weights()
    a, b = weights[1].item(), weights[0].item()
    return a, b
