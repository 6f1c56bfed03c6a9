# loses: evaluate
# mistake: gives the share of wrong answers
def evaluate(model, batches):
    loss, accuracy = model.evaluate(batches, verbose=0)
    return loss, 1 - accuracy
