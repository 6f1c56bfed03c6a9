# loses: load
# mistake: the generator reads from one iterator that is used up, so a second pass gives nothing
import numpy as np
import tensorflow as tf


def load_csv(path, batch_size=32):
    data = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2)
    rows = iter(data)

    def flowers():
        for row in rows:
            yield row[:4].astype(np.float32), np.int32(row[4])

    dataset = tf.data.Dataset.from_generator(
        flowers,
        output_signature=(tf.TensorSpec((4,), tf.float32), tf.TensorSpec((), tf.int32)),
    )
    return dataset.batch(batch_size)
