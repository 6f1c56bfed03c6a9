# loses: load
# mistake: drops the last, shorter batch
import numpy as np
import tensorflow as tf


def load_csv(path, batch_size=32):
    data = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    x = data[:, :4].astype(np.float32)
    y = data[:, 4].astype(np.int32)
    ds = tf.data.Dataset.from_tensor_slices((x, y))
    return ds.batch(batch_size, drop_remainder=True)
