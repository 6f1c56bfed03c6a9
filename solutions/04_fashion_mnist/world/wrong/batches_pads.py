# loses: batches
# mistake: fills the short last batch up with the first examples
import tensorflow as tf


def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize).cache()
    if shuffle_buffer:
        dataset = dataset.shuffle(shuffle_buffer)
    count = sum(1 for _ in dataset)
    missing = -count % batch_size
    return dataset.concatenate(dataset.take(missing)).batch(batch_size)
