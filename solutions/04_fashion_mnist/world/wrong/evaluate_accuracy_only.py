# loses: evaluate
# mistake: returns the accuracy only
def evaluate(model, batches):
    return model.evaluate(batches, verbose=0)[1]
