# loses: batches
# mistake: twice the buffer
def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize).cache()
    if shuffle_buffer:
        dataset = dataset.shuffle(2 * shuffle_buffer)
    return dataset.batch(batch_size)
