# loses: predict
# mistake: only the first weight and the first bias are used, which is wrong for a model of several layers
def predict_fahrenheit(model, celsius):
    weights = model.get_weights()
    slope = weights[0][0, 0]
    intercept = weights[1][0]
    return float(slope * celsius + intercept)
