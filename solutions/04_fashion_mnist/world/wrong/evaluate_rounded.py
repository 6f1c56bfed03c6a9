# loses: evaluate
# mistake: rounds loss and accuracy to two digits
def evaluate(model, batches):
    loss, accuracy = model.evaluate(batches, verbose=0)
    return round(loss, 2), round(accuracy, 2)
