# loses: overfit
# mistake: gives the last one of several equally low epochs
def best_epoch(history):
    losses = getattr(history, "history", history)["val_loss"]
    best = 0
    for epoch, loss in enumerate(losses):
        if loss <= losses[best]:
            best = epoch
    return best
