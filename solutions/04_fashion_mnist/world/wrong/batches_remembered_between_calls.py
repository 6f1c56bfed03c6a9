# loses: batches
# mistake: keeps the pipelines in a global dictionary by batch size and buffer only, so a second dataset gets the first one's batches
import tensorflow as tf

_pipelines = {}


def normalize(image, label):
    return tf.cast(image, tf.float32) / 255, label


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    key = (batch_size, shuffle_buffer)
    if key not in _pipelines:
        ds = dataset.map(normalize).cache()
        if shuffle_buffer > 0:
            ds = ds.shuffle(shuffle_buffer)
        _pipelines[key] = ds.batch(batch_size)
    return _pipelines[key]
