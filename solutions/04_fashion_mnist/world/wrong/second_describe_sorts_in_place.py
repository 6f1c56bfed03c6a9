# loses: describe
# mistake: Sorts the given array in place, though it is only to be read.
def describe_prediction(probabilities, class_names):
    winner = int(probabilities.argmax())
    probabilities.sort()
    confidence = float(probabilities[-1])
    return class_names[winner], confidence
