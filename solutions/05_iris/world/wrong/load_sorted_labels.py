# loses: load
# mistake: sorts the labels and leaves the features as they are
import numpy as np
import tensorflow as tf


def load_csv(path, batch_size=32):
    d = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    x, y = d[:, :4].astype(np.float32), d[:, 4].astype(np.int64)
    y = np.sort(y)
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size)
