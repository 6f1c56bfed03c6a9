# loses: describe
# mistake: The confidence is cut off to whole percents, so it is not the probability itself.
def describe_prediction(probabilities, class_names):
    best = 0
    for i, p in enumerate(probabilities):
        if p > probabilities[best]:
            best = i
    percent = int(probabilities[best] * 100)
    return class_names[best], percent / 100
