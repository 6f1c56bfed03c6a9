# loses: batches
# mistake: Shuffles after batching: whole batches change places, the examples in a batch stay together.
import tensorflow as tf


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    ds = dataset.map(normalize, num_parallel_calls=tf.data.AUTOTUNE).cache().batch(batch_size)
    if shuffle_buffer > 0:
        ds = ds.shuffle(shuffle_buffer)
    return ds.prefetch(tf.data.AUTOTUNE)
