# loses: batches
# mistake: Shuffles before caching, so that the first epoch's order is kept in memory and comes again in every epoch.
def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    ds = dataset.map(normalize)
    if shuffle_buffer > 0:
        ds = ds.shuffle(shuffle_buffer)
    ds = ds.cache()
    return ds.batch(batch_size)
