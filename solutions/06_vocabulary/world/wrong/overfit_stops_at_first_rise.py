# loses: overfit
# mistake: stops looking as soon as the validation loss rises once, though it may fall lower later
def best_epoch(history):
    if not isinstance(history, dict):
        history = history.history
    v = history["val_loss"]
    best = 0
    for i in range(1, len(v)):
        if v[i] > v[i - 1]:
            break  # overfitting begins
        if v[i] < v[best]:
            best = i
    return best
