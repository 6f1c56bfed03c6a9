# loses: evaluate
# mistake: Runs an epoch of fit to get the numbers, which trains the model.
def evaluate(model, batches):
    logs = model.fit(batches, epochs=1, shuffle=False, verbose=0).history
    loss = logs["loss"][-1]
    accuracy = [v[-1] for k, v in logs.items() if k != "loss"][0]
    return loss, accuracy
