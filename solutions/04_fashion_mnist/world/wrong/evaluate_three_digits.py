# loses: evaluate
# mistake: rounds to three digits
def evaluate(model, batches):
    loss, accuracy = model.evaluate(batches, verbose=0)
    return round(loss, 3), round(accuracy, 3)
