# loses: batches
# mistake: shuffle_buffer=0 falls through to a buffer of 1000 instead of keeping the order
import tensorflow as tf


def normalize(image, label):
    return tf.cast(image, tf.float32) / 255, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    return (
        dataset.map(normalize)
        .cache()
        .shuffle(shuffle_buffer or 1000)
        .batch(batch_size)
    )
