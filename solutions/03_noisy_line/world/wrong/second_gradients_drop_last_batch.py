# loses: gradients
# mistake: examples after the last full batch of 100 are left out
import numpy as np


def gradients(model, inputs, outputs):
    x, y = inputs.numpy(), outputs.numpy()
    batch_size = min(100, len(x))
    batches = len(x) // batch_size
    loss = dw = db = 0.0
    for i in range(batches):
        xs = x[i * batch_size:(i + 1) * batch_size]
        ys = y[i * batch_size:(i + 1) * batch_size]
        e = float(model.w) * xs + float(model.b) - ys
        loss += np.mean(e**2) / batches
        dw += 2 * np.mean(e * xs) / batches
        db += 2 * np.mean(e) / batches
    return float(loss), float(dw), float(db)
