# loses: describe
# mistake: sorts the caller's array of probabilities in place
def describe_prediction(probabilities, class_names):
    index = int(probabilities.argmax())
    probabilities.sort()
    return class_names[index], float(probabilities[-1])
