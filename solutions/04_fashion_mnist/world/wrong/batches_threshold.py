# loses: batches
# mistake: shuffles only with a buffer above ten
def make_batches(dataset, batch_size=32, shuffle_buffer=0):
    dataset = dataset.map(normalize).cache()
    if shuffle_buffer > 10:
        dataset = dataset.shuffle(shuffle_buffer)
    return dataset.batch(batch_size)
