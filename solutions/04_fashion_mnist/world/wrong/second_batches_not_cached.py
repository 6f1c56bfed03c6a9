# loses: batches
# mistake: Nothing is cached: every epoch reads the examples again from the source.
import tensorflow as tf


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize, num_parallel_calls=tf.data.AUTOTUNE)
    if shuffle_buffer > 0:
        dataset = dataset.shuffle(shuffle_buffer)
    return dataset.batch(batch_size).prefetch(tf.data.AUTOTUNE)
