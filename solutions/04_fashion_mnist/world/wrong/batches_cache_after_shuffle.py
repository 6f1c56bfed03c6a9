# loses: batches
# mistake: caches after shuffling, so every epoch has the same order
import tensorflow as tf


def normalize(image, label):
    return tf.cast(image, tf.float32) / 255, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize)
    if shuffle_buffer > 0:
        dataset = dataset.shuffle(shuffle_buffer)
    dataset = dataset.cache()
    return dataset.batch(batch_size)
