# loses: load
# mistake: features and labels are shuffled separately, so flowers get other flowers' labels
import numpy as np
import tensorflow as tf


def load_csv(path, batch_size=32):
    data = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2, dtype=np.float32)
    n = len(data)
    features = tf.data.Dataset.from_tensor_slices(data[:, :4]).shuffle(n)
    labels = tf.data.Dataset.from_tensor_slices(data[:, 4].astype(np.int32)).shuffle(n)
    return tf.data.Dataset.zip((features, labels)).batch(batch_size)
