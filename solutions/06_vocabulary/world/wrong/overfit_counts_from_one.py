# loses: overfit
# mistake: gives the epoch counted from 1, as the progress bar shows it
def best_epoch(history):
    h = history if isinstance(history, dict) else history.history
    val_loss = h["val_loss"]
    return val_loss.index(min(val_loss)) + 1   # Epoch 1/10, Epoch 2/10 ...
