# loses: load
# mistake: the header is skipped twice, so the first flower is lost
import tensorflow as tf


def load_csv(path, batch_size=32):
    features, labels = [], []
    with open(path) as file:
        header = next(file)
        lines = file.read().splitlines()
    for line in lines[1:]:
        values = line.split(",")
        features.append([float(v) for v in values[:4]])
        labels.append(int(values[4]))
    pairs = (tf.constant(features, tf.float32), tf.constant(labels, tf.int32))
    return tf.data.Dataset.from_tensor_slices(pairs).batch(batch_size)
