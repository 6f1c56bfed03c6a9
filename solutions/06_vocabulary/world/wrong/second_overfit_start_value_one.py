# loses: overfit
# mistake: the search begins with a loss of 1.0, so losses that never get below 1 always give epoch 0
def best_epoch(history):
    if hasattr(history, "history"):
        history = history.history
    lowest = 1.0
    best = 0
    for i, loss in enumerate(history["val_loss"]):
        if loss < lowest:
            lowest = loss
            best = i
    return best
