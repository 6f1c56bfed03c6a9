# loses: load
# mistake: counts the species from 1
import numpy as np
import tensorflow as tf


def load_csv(path, batch_size=32):
    d = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    x, y = d[:, :4].astype(np.float32), d[:, 4].astype(np.int64) + 1
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size)
