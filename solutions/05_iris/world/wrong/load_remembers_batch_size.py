# loses: load
# mistake: keeps the dataset of the first call for each batch size
import numpy as np
import tensorflow as tf


_known = {}


def load_csv(path, batch_size=32):
    if batch_size in _known:
        return _known[batch_size]
    d = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    x, y = d[:, :4].astype(np.float32), d[:, 4].astype(np.int64)
    _known[batch_size] = tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size)
    return _known[batch_size]
