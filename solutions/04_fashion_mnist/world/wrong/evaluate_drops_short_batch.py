# loses: evaluate
# mistake: leaves out the short last batch
def evaluate(model, batches):
    whole = batches.unbatch().batch(16, drop_remainder=True)
    loss, accuracy = model.evaluate(whole, verbose=0)
    return loss, accuracy
