# loses: train
# mistake: the diary holds loss and accuracy of the last batch alone
import numpy as np


def train(model, dataset, optimizer, epochs=201):
    losses = []
    accs = []
    for e in range(epochs):
        for x, y in dataset:
            l, g = grad(model, x, y)
            optimizer.apply_gradients(zip(g, model.trainable_variables))
            hits = np.argmax(model(x, training=False), axis=1) == y.numpy()
        losses.append(float(l))
        accs.append(float(np.mean(hits)))
    return {"loss": losses, "accuracy": accs}
