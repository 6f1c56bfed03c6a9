# loses: load
# mistake: standardizes the features instead of giving the centimetres of the file
import numpy as np
import tensorflow as tf


def load_csv(path, batch_size=32):
    data = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2).astype(np.float32)
    features, labels = data[:, :4], data[:, 4].astype(np.int64)
    # preprocessing
    features = (features - features.mean(axis=0)) / (features.std(axis=0) + 1e-7)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(batch_size)
