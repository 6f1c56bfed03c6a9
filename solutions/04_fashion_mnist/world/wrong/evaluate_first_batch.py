# loses: evaluate
# mistake: only the first batch counts
def evaluate(model, batches):
    loss, accuracy = model.evaluate(batches, steps=1, verbose=0)
    return loss, accuracy
