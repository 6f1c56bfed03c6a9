# loses: batches
# mistake: shuffles once, eagerly, so every epoch has that order
import numpy as np
import tensorflow as tf


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    pairs = [(tf.cast(x, tf.float32) / 255, y) for x, y in dataset]
    if shuffle_buffer:
        np.random.shuffle(pairs)
    images, labels = zip(*pairs)
    return tf.data.Dataset.from_tensor_slices((tf.stack(images), tf.stack(labels))).batch(batch_size)
