# loses: inspect
# mistake: the arrays of shape (1, 1) and (1,) are returned instead of two numbers
def learned_line(model):
    slope, intercept = model.layers[-1].get_weights()
    return slope, intercept
