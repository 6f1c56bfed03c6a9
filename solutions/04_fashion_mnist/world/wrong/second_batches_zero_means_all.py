# loses: batches
# mistake: With shuffle_buffer=0 the examples are shuffled over the whole dataset instead of keeping their order.
def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    buffer = shuffle_buffer or max(1, len(dataset))
    return dataset.map(normalize).cache().shuffle(buffer).batch(batch_size)
