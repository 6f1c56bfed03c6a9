# loses: train
# mistake: does nothing on the second call
done = {}


def train(model, batches, epochs=5):
    if id(model) not in done:
        done[id(model)] = (model, model.fit(batches, epochs=epochs, shuffle=False, verbose=0))
    return done[id(model)][1]
