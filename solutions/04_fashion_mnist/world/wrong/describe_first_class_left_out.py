# loses: describe
# mistake: starts with class 1
def describe_prediction(probabilities, class_names):
    best = 1
    for k in range(2, 10):
        if probabilities[k] > probabilities[best]:
            best = k
    return class_names[best], float(probabilities[best])
