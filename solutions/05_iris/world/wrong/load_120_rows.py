# loses: load
# mistake: reads no more than the 120 rows of the training file
import numpy as np
import tensorflow as tf


def load_csv(path, batch_size=32):
    d = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2, max_rows=120)
    x, y = d[:, :4].astype(np.float32), d[:, 4].astype(np.int64)
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size)
