# loses: batches
# mistake: batches first and shuffles afterwards, so that whole batches are shuffled
import tensorflow as tf


def normalize(image, label):
    return tf.cast(image, tf.float32) / 255, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    ds = dataset.map(normalize).cache().batch(batch_size)
    if shuffle_buffer > 0:
        ds = ds.shuffle(shuffle_buffer)
    return ds
