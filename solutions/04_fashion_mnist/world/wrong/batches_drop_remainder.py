# loses: batches
# mistake: drops the last, smaller batch
import tensorflow as tf


def normalize(image, label):
    return tf.cast(image, tf.float32) / 255, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    ds = dataset.map(normalize).cache()
    if shuffle_buffer > 0:
        ds = ds.shuffle(shuffle_buffer)
    return ds.batch(batch_size, drop_remainder=True).prefetch(tf.data.AUTOTUNE)
