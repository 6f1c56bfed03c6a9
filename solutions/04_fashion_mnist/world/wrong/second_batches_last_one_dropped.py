# loses: batches
# mistake: drop_remainder=True loses the last, smaller batch.
def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    ds = dataset.map(normalize).cache()
    if shuffle_buffer > 0:
        ds = ds.shuffle(shuffle_buffer)
    # all batches have the same shape
    return ds.batch(batch_size, drop_remainder=True)
