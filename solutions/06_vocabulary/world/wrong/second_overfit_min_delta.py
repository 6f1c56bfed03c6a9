# loses: overfit
# mistake: ignores an improvement of less than 0.001, as EarlyStopping with min_delta does
MIN_DELTA = 1e-3


def best_epoch(history):
    logs = getattr(history, "history", history)
    best, best_value = 0, float("inf")
    for epoch, value in enumerate(logs["val_loss"]):
        if value < best_value - MIN_DELTA:
            best, best_value = epoch, value
    return best
