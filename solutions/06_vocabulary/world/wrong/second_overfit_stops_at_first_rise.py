# loses: overfit
# mistake: stops at the first rise of the validation loss, though it may fall lower later
def best_epoch(history):
    if not isinstance(history, dict):
        history = history.history
    val_loss = history["val_loss"]
    for epoch in range(1, len(val_loss)):
        if val_loss[epoch] > val_loss[epoch - 1]:
            return epoch - 1
    return val_loss.index(min(val_loss))
