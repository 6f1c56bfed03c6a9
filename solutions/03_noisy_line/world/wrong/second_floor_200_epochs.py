# loses: floor
# mistake: trains 200 epochs with the default learning rate, which does not reach the floor (or diverges) for other inputs
def best_possible_loss(inputs, outputs):
    history = fit(Model(), inputs, outputs, epochs=200)
    return min(history["loss"])
