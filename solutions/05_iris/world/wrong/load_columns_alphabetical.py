# loses: load
# mistake: stacks the columns in alphabetical order of their names and not in the order of the file
import numpy as np
import tensorflow as tf


def load_csv(path, batch_size=32):
    table = np.atleast_1d(np.genfromtxt(path, delimiter=",", names=True))
    names = sorted(n for n in table.dtype.names if n != "species")
    features = np.stack([table[n] for n in names], axis=1).astype(np.float32)
    labels = table["species"].astype(np.int64)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(batch_size)
